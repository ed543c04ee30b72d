"""Agencies as a CSV file: read whole with every fault by its line, compared with what is there, and written out again.

A file adds and changes. It never removes an agency, and a domain only where that is asked for.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from frontdoor.domain.agency import Admission, Agency, AgencyKind
from frontdoor_portal.use_cases.joining.agencies import apply, changes_between, conflicts, faults_of
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.onboarding import OPERATOR
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import Stale

COLUMNS = (
    "id",
    "name",
    "kind",
    "own_domains",
    "shared_domains",
    "admission",
    "refused_addresses",
    "shared_mailboxes",
    "lead_email",
)
NEEDED = COLUMNS[:3]
_COLUMN = {
    "agency_id": "id",
    "email_domains": "own_domains",
    "takes_shared_mailboxes": "shared_mailboxes",
}
"""The column of a field, where they are called differently."""
_AS_THEY_ARE = ("admission", "refused_addresses", "takes_shared_mailboxes", "lead_email")
_YES = {"yes": True, "no": False, "": False}
MOST_LINES = 20_000


@frozen
class LineFault:
    line: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.text}" if self.column else f"line {self.line}: {self.text}"


class FileFaults(ValueError):
    """A file that cannot be taken; nothing of it was. The text has every fault, one a line."""

    def __init__(self, faults: Iterable[LineFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@frozen
class Wanted:
    """One line of a file as an agency. `columns` are those of the file: what has none stays as it is."""

    line: int
    agency: Agency
    columns: frozenset[str] = frozenset(COLUMNS)

    def over(self, before: Agency) -> Agency:
        """The agency as the file wants it, where it was another before."""
        unsaid = {
            field: getattr(before, field)
            for field in ("email_domains", "shared_domains", *_AS_THEY_ARE)
            if _COLUMN.get(field, field) not in self.columns
        }
        return evolve(self.agency, **unsaid)


@frozen
class Change:
    """What the file does to one agency; `kept` are domains that it leaves out and that stay all the same."""

    agency: Agency
    is_new: bool
    fields: tuple[tuple[str, str, str], ...]
    kept: tuple[str, ...] = ()


@frozen
class Comparison:
    """What a file does: agencies that are new or changed, how many are as they were, and which it does not name."""

    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    """Agencies that keep a domain which the file leaves out."""
    unchanged: int
    not_named: tuple[Agency, ...]


def read_agencies(text: str) -> tuple[Wanted, ...]:
    """The agencies of a CSV file with a line of column names. Raises `FileFaults` with every fault of every line."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), restkey="", strict=True)
    try:
        names = reader.fieldnames or []
        if faults := _faults_of_head(names):
            raise FileFaults(faults)
        # A record may hold a line end, so that its line is the last one that was read.
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as problem:
        raise FileFaults([LineFault(reader.line_num, "", f"this is not CSV ({problem})")]) from None
    if len(rows) > MOST_LINES:
        raise FileFaults([LineFault(MOST_LINES + 1, "", f"a file has at most {MOST_LINES} agencies")])
    found: list[Wanted] = []
    faults = []
    for line, row in rows:
        # What a file leaves out is as it was: such an agency is judged when that is known.
        agency, wrong = _agency_of(row, judged=set(names) == set(COLUMNS))
        faults += [LineFault(line, column, said) for column, said in wrong]
        if agency is not None:
            found.append(Wanted(line, agency, frozenset(names)))
    if not rows:
        faults.append(LineFault(1, "", "the file names no agency"))
    faults += _faults_among(found)
    if faults:
        raise FileFaults(sorted(faults, key=lambda each: each.line))
    return tuple(found)


def compare(office: Office, wanted: tuple[Wanted, ...], *, removes_domains: bool = False) -> Comparison:
    """What a file would do. Raises `FileFaults` where a domain is another agency's. Changes nothing."""
    with office.work.reading() as tx:
        return _compare(tx, wanted, removes_domains=removes_domains)


def import_agencies(office: Office, wanted: tuple[Wanted, ...], *, removes_domains: bool = False) -> Comparison:
    """Do it, all or nothing. Twice does no more than once. Raises `FileFaults`."""
    try:
        with office.work.begin() as tx:
            comparison = _compare(tx, wanted, removes_domains=removes_domains)
            for change in comparison.changes:
                apply(office, tx, change.agency, OPERATOR)
            return comparison
    except Stale:
        raise FileFaults([LineFault(1, "", "an agency was changed meanwhile: compare again")]) from None


def export_agencies(office: Office) -> str:
    """Every agency as such a file; it is written down that it was taken out."""
    with office.work.begin() as tx:
        agencies = tx.accounts.agencies()
        tx.audit.add(
            AuditEntry(office.now(), OPERATOR, Action.EXPORTED_AGENCIES, "agencies", detail=str(len(agencies)))
        )
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row_of(each) for each in agencies)
    return out.getvalue()


def _compare(tx: Transaction, wanted: tuple[Wanted, ...], *, removes_domains: bool) -> Comparison:
    there = {each.id: each for each in tx.accounts.agencies()}
    changes, keeping, faults, unchanged = [], [], [], 0
    for each in wanted:
        kept: tuple[str, ...] = ()
        before = there.get(each.agency.id)
        agency = each.over(before) if before else each.agency
        if before is not None and not removes_domains:
            agency, kept = _keeping_domains(before, agency)
        wrong = [*faults_of(agency), *conflicts(tx, agency)]
        faults += [LineFault(each.line, _COLUMN.get(field, field), text) for field, text in wrong]
        change = Change(agency, before is None, changes_between(before, agency), kept)
        if change.fields:
            changes.append(change)
        else:
            unchanged += 1
        if kept:
            keeping.append(change)
    if faults:
        raise FileFaults(faults)
    named = {each.agency.id for each in wanted}
    not_named = tuple(agency for agency_id, agency in there.items() if agency_id not in named)
    return Comparison(tuple(changes), tuple(keeping), unchanged, not_named)


def _keeping_domains(before: Agency, agency: Agency) -> tuple[Agency, tuple[str, ...]]:
    listed = agency.email_domains | agency.shared_domains
    own, shared = before.email_domains - listed, before.shared_domains - listed
    kept = evolve(agency, email_domains=agency.email_domains | own, shared_domains=agency.shared_domains | shared)
    return kept, tuple(sorted(own | shared))


def _faults_of_head(names: Iterable[str]) -> list[LineFault]:
    names = list(names)
    faults = [LineFault(1, each, "this column is missing") for each in NEEDED if each not in names]
    faults += [LineFault(1, each, "there is no such column") for each in names if each not in COLUMNS]
    return faults + [
        LineFault(1, each, "this column stands twice") for each, count in Counter(names).items() if count > 1
    ]


def _agency_of(row: Mapping[str, str | None], *, judged: bool) -> tuple[Agency | None, list[tuple[str, str]]]:
    if "" in row or None in row.values():
        return None, [("", "the line has more or fewer values than there are columns")]
    value = {name: _plain(row.get(name) or "") for name in COLUMNS}
    faults = []
    if value["kind"] not in {each.value for each in AgencyKind}:
        faults.append(("kind", f"one of {', '.join(AgencyKind)}"))
    if value["admission"] not in {"", *Admission}:
        faults.append(("admission", f"one of {', '.join(Admission)}, or empty for {Admission.AT_ONCE}"))
    if value["shared_mailboxes"] not in _YES:
        faults.append(("shared_mailboxes", "yes, no or empty"))
    if faults:
        return None, faults
    agency = Agency(
        value["id"],
        value["name"],
        AgencyKind(value["kind"]),
        frozenset(value["own_domains"].split()),
        frozenset(value["shared_domains"].split()),
        Admission(value["admission"] or Admission.AT_ONCE),
        tuple(sorted(set(value["refused_addresses"].split()))),
        _YES[value["shared_mailboxes"]],
        value["lead_email"],
    )
    wrong = [(_COLUMN.get(field, field), text) for field, text in faults_of(agency)] if judged else []
    return (None if wrong else agency), wrong


def _faults_among(found: list[Wanted]) -> list[LineFault]:
    first: dict[str, int] = {}
    owners: dict[str, str] = {}
    faults = []
    for each in found:
        if each.agency.id in first:
            faults.append(LineFault(each.line, "id", f"line {first[each.agency.id]} has this agency too"))
        first.setdefault(each.agency.id, each.line)
        for domain in sorted(each.agency.email_domains):
            owner = owners.setdefault(domain, each.agency.id)
            if owner != each.agency.id:
                faults.append(LineFault(each.line, "own_domains", f"{domain}: {owner} in this file has it as its own"))
    for each in found:
        taken = sorted(each.agency.shared_domains & owners.keys())
        faults += [LineFault(each.line, "shared_domains", f"{one}: {owners[one]} has it as its own") for one in taken]
    return faults


def _row_of(agency: Agency) -> dict[str, str]:
    return {
        "id": agency.id,
        "name": _safe(agency.name),
        "kind": agency.kind.value,
        "own_domains": " ".join(sorted(agency.email_domains)),
        "shared_domains": " ".join(sorted(agency.shared_domains)),
        "admission": agency.admission.value,
        "refused_addresses": _safe(" ".join(agency.refused_addresses)),
        "shared_mailboxes": "yes" if agency.takes_shared_mailboxes else "no",
        "lead_email": _safe(agency.lead_email),
    }


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; `_plain` takes the mark away again."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "'", "\t") else text


def _plain(text: str) -> str:
    return " ".join(text.removeprefix("'").split())
