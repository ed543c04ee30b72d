"""How the stand-in says no: a status and a problem of the contract, raised from wherever it is found out."""

from collections.abc import Mapping, Sequence
from typing import Any


class Refused(Exception):
    """A request is refused. Nothing that it began is kept."""

    def __init__(self, status: int, code: str, headers: Mapping[str, str] | None = None, **more: Any) -> None:
        self.status, self.headers = status, dict(headers or {})
        self.problem = {"code": code, **more}
        super().__init__(f"{status} {code}")


def refused_for(issues: Sequence[tuple[str, str]]) -> Refused:
    """Refused for what it says: fields and codes."""
    return Refused(422, "refused", issues=[{"field": field, "code": code} for field, code in issues])
