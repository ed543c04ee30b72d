"""Which looks at records a privacy officer looks at again. Rules read what the audit holds: codes, and never a name."""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

from attrs import frozen

from frontdoor.access.policy import Basis
from frontdoor.domain.agency import AgencyKind
from frontdoor.domain.identifiers import Postcode

LONDON = ZoneInfo("Europe/London")


class Sign(StrEnum):
    """What a record had to do with whoever looked, noted when they did, since the record itself is not kept."""

    SAME_SURNAME = "same_surname"
    SAME_POSTCODE = "same_postcode"
    COLLEAGUE = "colleague"
    """Somebody in the record is a colleague of the viewer, or the viewer."""


class ReviewRule(StrEnum):
    """Why something is reviewed."""

    BREAK_GLASS = "break_glass"
    SELF_CLAIM = "self_claim"
    SAME_SURNAME = "same_surname"
    SAME_ADDRESS = "same_address"
    COLLEAGUE = "colleague"
    NO_CASE_LINK = "no_case_link"
    VOLUME = "volume"
    OUT_OF_HOURS = "out_of_hours"
    CANARY = "canary"
    SAMPLE = "sample"
    UNSEEN_RECORD = "unseen_record"
    """Confirmed a contact to be about a record that they could not open."""
    UNSEALED = "unsealed"
    """Opened up a sealed record under a broken glass."""


@frozen
class ReviewSettings:
    """What counts as unusual. `most_an_hour` is of distinct records, within any sixty minutes."""

    most_an_hour: int = 20
    opens: time = time(7)
    closes: time = time(20)
    sample: float = 0.01
    round_the_clock: frozenset[AgencyKind] = frozenset({AgencyKind.POLICE, AgencyKind.HOSPITAL})
    """Agencies whose people work at any hour."""


class Way(StrEnum):
    """How somebody came before a record."""

    OPENED = "opened"
    COMPARED = "compared"
    """Beside another record, because it waited to be compared: they did not choose the child."""
    REFUSED = "refused"
    """They opened it, and were shown little or nothing of it."""


@frozen
class Look:
    """One row of the audit: somebody opened a record or, where there are `signs`, these were noted as they did.

    `number` is the row's own.
    """

    number: int
    at: datetime
    viewer_id: str
    record: str
    """`source/record id`, as the audit has it."""
    basis: str
    """The code of a `Basis`; empty beside signs."""
    signs: frozenset[str] = frozenset()
    agency_kind: AgencyKind = AgencyKind.COUNCIL
    way: Way = Way.OPENED


def rules_met(
    look: Look,
    lately: Sequence[Look],
    canaries: Collection[str],
    settings: ReviewSettings,
    key: bytes,
) -> tuple[ReviewRule, ...]:
    """Every rule that a row meets, in the order of `ReviewRule`.

    `lately` are the same viewer's rows of the hour before. `key` draws the sample.
    """
    if look.signs:
        return tuple(rule for rule, sign in _SIGNS.items() if sign in look.signs)
    chosen = (each for each in lately if each.way is not Way.COMPARED)
    seen = {each.record for each in chosen if each.at > look.at - timedelta(hours=1)}
    saw = look.way is not Way.REFUSED
    met = {
        ReviewRule.NO_CASE_LINK: saw and look.basis == Basis.ROLE,
        # Once for each time that the limit is crossed, not for every look beyond it.
        ReviewRule.VOLUME: look.way is not Way.COMPARED
        and look.record not in seen
        and len(seen) == settings.most_an_hour,
        ReviewRule.OUT_OF_HOURS: saw and is_out_of_hours(look, settings),
        ReviewRule.CANARY: look.record in canaries,
        ReviewRule.SAMPLE: saw and is_sampled(look, settings.sample, key),
    }
    return tuple(rule for rule in ReviewRule if met.get(rule))


_SIGNS = {
    ReviewRule.SAME_SURNAME: Sign.SAME_SURNAME,
    ReviewRule.SAME_ADDRESS: Sign.SAME_POSTCODE,
    ReviewRule.COLLEAGUE: Sign.COLLEAGUE,
}


def is_out_of_hours(look: Look, settings: ReviewSettings) -> bool:
    """At night or at a weekend, London time, by somebody whose agency does not work then."""
    local = look.at.astimezone(LONDON)
    open_now = local.weekday() < 5 and settings.opens <= local.time() < settings.closes
    return not open_now and look.agency_kind not in settings.round_the_clock


def is_sampled(look: Look, share: float, key: bytes) -> bool:
    """Whether a look falls into the sample: by a keyed digest of its row, so that nobody chooses and anybody with the
    key can check afterwards that nobody did.
    """
    row = f"{look.number}|{look.at.isoformat()}|{look.viewer_id}|{look.record}"
    drawn = int.from_bytes(hmac.new(key, row.encode(), hashlib.sha256).digest()[:8], "big")
    return drawn < share * 2**64


def signs_in(
    *,
    viewer_name: str,
    viewer_postcodes: Iterable[Postcode],
    colleagues: Iterable[str],
    family_names: Iterable[str],
    postcodes: Iterable[Postcode | None],
    people_named: Iterable[str],
) -> frozenset[Sign]:
    """What a record has to do with its viewer.

    `family_names` and `postcodes` are those of the child and of everybody in the record's family; `people_named` are
    full names of the family and of workers who are no part of this viewer's own work. `colleagues` are full names of
    everybody who works for the viewer's agency, the viewer among them. A surname is the last word of a full name.
    """
    surname = folded(viewer_name).rpartition(" ")[2]
    signs = {
        Sign.SAME_SURNAME: bool(surname) and any(surname in folded(name).split() for name in family_names),
        Sign.SAME_POSTCODE: bool(set(viewer_postcodes) & {each for each in postcodes if each is not None}),
        Sign.COLLEAGUE: bool({folded(name) for name in colleagues} & {folded(name) for name in people_named} - {""}),
    }
    return frozenset(sign for sign, there in signs.items() if there)


def folded(name: str) -> str:
    """A name without accents and capitals, hyphens as spaces: `O’Brien-Núñez` is `obrien nunez`."""
    plain = "".join(letter for letter in normalize("NFKD", name).casefold() if not combining(letter))
    words = "".join(letter if letter.isalnum() else "" if letter in "'’." else " " for letter in plain)
    return " ".join(words.split())
