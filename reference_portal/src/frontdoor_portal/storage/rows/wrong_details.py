"""Workers' details that somebody found to be wrong."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import Base, coded
from frontdoor_portal.use_cases.wrong_details.reports import WrongWhy


class WrongDetailRow(Base):
    """One report. It says nothing of the child whose worker it is."""

    __tablename__ = "wrong_details"

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    worker: Mapped[str]
    role: Mapped[str]
    shown: Mapped[str]
    why: Mapped[WrongWhy] = mapped_column(coded("why", WrongWhy))
    right: Mapped[str]
    reported_by: Mapped[str]
    reported_by_name: Mapped[str]
    reported_at: Mapped[datetime] = mapped_column(index=True)
    done_by: Mapped[str]
    done_at: Mapped[datetime | None]
