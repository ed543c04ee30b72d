"""What an operator says about Mosaic in `portal.toml`."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from attrs import Attribute, field, frozen
from attrs.validators import and_, ge, gt, le, matches_re, min_len
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from frontdoor.secrets.references import SecretReference
from frontdoor.transport.addresses import is_an_endpoint
from frontdoor_mosaic.site import Site, read_site

ANSWER_CEILING = 50_000_000

DATABASES = ("mssql", "postgresql", "sqlite")
"""The kinds of database in which a mart may lie. Councils have it on SQL Server; the others are for copies of it."""


_PASSWORD = re.compile(r"(password|pwd)\s*=", re.IGNORECASE)
"""How drivers take a password elsewhere than in its place."""


def _is_a_database(_: Any, attribute: "Attribute[str]", value: str) -> None:
    # The sentences never repeat the address: somebody may have written a password into it.
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise ValueError(
            f"{attribute.name} is no database address, like mssql+pyodbc://reader@mart.example/mosaic"
        ) from None
    if url.password or _PASSWORD.search(unquote_plus(value.partition("?")[2])):
        raise ValueError(f"{attribute.name} must not carry a password: use mart_password")
    if url.get_backend_name() not in DATABASES:
        raise ValueError(f"{attribute.name} must be a database of one of {', '.join(DATABASES)}")


def _is_a_site(_: Any, __: "Attribute[Path | None]", value: Path | None) -> None:
    if value is not None:
        read_site(value)


@frozen
class MosaicSettings:
    """The table `[plugins.settings.mosaic]`: where the data mart is, where the interface is, how the site is set up.

    `mart_schema` is the schema that the mart's tables lie in, empty for the login's own. Exactly one of `site`, a
    table, and `site_file`, a file of the same content, is given. `statement_seconds` and `total_seconds` are the
    ceilings of one question to the mart and of one call of the interface, whatever deadline the caller brings.
    """

    mart: str = field(validator=_is_a_database)
    api: str = field(validator=is_an_endpoint)
    client_id: str = field(validator=matches_re(r"[\x21-\x39\x3b-\x7e]{1,200}"))
    client_secret: SecretReference
    site: Site | None = None
    site_file: Path | None = field(default=None, validator=_is_a_site)
    mart_password: SecretReference | None = None
    mart_schema: str = field(default="", validator=matches_re(r"([A-Za-z_][A-Za-z0-9_]{0,127})?"))
    source_name: str = field(default="Mosaic", validator=min_len(1))
    team: str = field(default="Family Front Door", validator=min_len(1))
    connect_seconds: float = field(default=1.0, validator=and_(gt(0), le(60)))
    statement_seconds: float = field(default=10.0, validator=and_(gt(0), le(300)))
    total_seconds: float = field(default=20.0, validator=and_(gt(0), le(300)))
    connections: int = field(default=8, validator=and_(ge(1), le(100)))
    max_answer_bytes: int = field(default=2_000_000, validator=and_(ge(10_000), le(ANSWER_CEILING)))
    ca_file: Path | None = None

    def __attrs_post_init__(self) -> None:
        if (self.site is None) == (self.site_file is None):
            raise ValueError("exactly one of site and site_file must be given")

    def mapping(self) -> Site:
        """The site, read from its file where it is in one; raises `SiteFaults` where that has gone bad meanwhile."""
        if self.site is not None:
            return self.site
        if self.site_file is None:
            raise ValueError("neither site nor site_file is given")
        return read_site(self.site_file)
