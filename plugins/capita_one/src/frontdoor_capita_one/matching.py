"""Which arrivals are about one pupil, by Capita ONE's own rule for what schools send it.

The rule [V]: the system's own id; else the UPN and three of date of birth, family name, sex and given name; else, where
there is no UPN, all four. Anything less is not joined, and is shown apart. Three things are added here so that two
children are never taken for one: a file that names two pupils with one UPN means two pupils; a child who has a UPN of
their own is not joined to another's by three details, which is what twins share; and an arrival without a UPN that fits
two pupils belongs to neither.

Everything here is a function of the set of arrivals and of the dates of their files, never of the order in which they
came: files may arrive late, twice or in any order, and the outcome is the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from attrs import evolve, field, frozen

from frontdoor.connectors.pupils import FieldConflict, IntakeState
from frontdoor_capita_one.arrival import Details, Kind

FIELDS = ("date_of_birth", "family_name", "sex", "given_name")

SHARED_UPN = "Two pupils in the file carry this UPN: ask the school which of them it belongs to"
CONTESTED_UPN = "A file gives this UPN with another child's details, which are kept apart: ask the school"
NOT_THE_HOLDER = "The file gives this pupil a UPN under which another child is held: ask the school for the right one"
NO_TRANSFER_FILE = "No transfer file names this pupil: known from {kinds} only"


@frozen
class Line:
    """One arrival, as far as matching needs it. `shown` are its details as they were written.

    `first_seen` and `written_at` are the dates of the oldest and the newest file that said the same, in ISO form.
    `twice` says that a file named another pupil with the same UPN beside this one.
    """

    number: int
    kind: Kind
    upn: str
    former_upns: tuple[str, ...]
    person_id: str
    details: Details
    shown: Details = field(repr=False)
    school_code: str
    first_seen: str
    written_at: str
    twice: bool = False

    @property
    def is_whole(self) -> bool:
        return all(self.details)

    @property
    def age(self) -> tuple[str, bool, str, str, Details, int]:
        """Sorts the oldest first; what has the same date is sorted by what it says, never by when it came."""
        return self.written_at, self.kind.is_transfer, self.kind.value, self.upn, self.details, self.number


@frozen
class Standing:
    """How a pupil stands: what was joined by itself, with differences or not at all, and what a reader must know."""

    state: IntakeState
    arrived_at: str
    conflicts: tuple[FieldConflict, ...] = ()
    notes: dict[str, str] = field(factory=dict)
    holds_upn: bool = True


@frozen
class Joined:
    """The arrivals that are about one pupil, oldest first. `base` is the one that the record is made of."""

    lines: tuple[Line, ...]
    base: Line
    standing: Standing
    withdrawn: bool = False


def agreeing(one: Line, other: Line) -> int:
    """How many of the four details both give and agree in."""
    return sum(bool(mine) and mine == yours for mine, yours in zip(one.details, other.details, strict=True))


def join(lines: Sequence[Line]) -> tuple[Joined, ...]:
    """Everybody whom the arrivals are about. `lines` must hold all that share a UPN, an id or all four details."""
    pupils = [_pupil(group) for group in _Groups(lines).everybody()]
    return tuple(_with_rivals(pupils))


class _Groups:
    """Arrivals, joined step by step."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = sorted(lines, key=lambda line: line.number)
        self._parent = {line.number: line.number for line in self._lines}
        self._by_upn: dict[str, list[Line]] = defaultdict(list)
        self._by_details: dict[Details, list[Line]] = defaultdict(list)
        for line in self._lines:
            if line.upn:
                self._by_upn[line.upn].append(line)
            if line.is_whole:
                self._by_details[line.details].append(line)

    def everybody(self) -> list[list[Line]]:
        self._join_by_upn()
        self._join_by_former_upn()
        self._join_by_person_id()
        self._join_corrected()
        self._join_without_upn()
        groups: dict[int, list[Line]] = defaultdict(list)
        for line in self._lines:
            groups[self._root(line.number)].append(line)
        return list(groups.values())

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = number = self._parent[self._parent[number]]
        return number

    def _join(self, lines: Iterable[Line]) -> None:
        first, *others = (self._root(line.number) for line in lines)
        for other in others:
            self._parent[self._root(other)] = self._root(first)

    def _join_by_upn(self) -> None:
        for lines in self._by_upn.values():
            alike: dict[tuple[str, ...], list[Line]] = defaultdict(list)
            for line in lines:
                alike[line.details].append(line)
                if not line.twice and not self._has_own_upn(line):
                    for three in _threes(line.details):
                        alike[three].append(line)
            for same in alike.values():
                self._join(same)

    def _has_own_upn(self, line: Line) -> bool:
        """Whether a transfer file gives the very same child another UPN, which neither succeeds the other."""
        return any(
            other.kind.is_transfer
            and other.upn not in {"", line.upn, *line.former_upns}
            and line.upn not in other.former_upns
            for other in (self._by_details[line.details] if line.is_whole else ())
        )

    def _join_by_former_upn(self) -> None:
        for line in self._lines:
            for upn in line.former_upns:
                for former in self._by_upn.get(upn, ()):
                    if former.first_seen <= line.written_at and not former.twice and agreeing(line, former) >= 3:
                        self._join((former, line))

    def _join_by_person_id(self) -> None:
        by_id: dict[str, list[Line]] = defaultdict(list)
        for line in self._lines:
            if line.person_id:
                by_id[line.person_id].append(line)
        for lines in by_id.values():
            self._join(lines)

    def _join_corrected(self) -> None:
        """A wrong UPN goes with what the same school gives the same child later.

        It is known to be wrong where one file gave it to two children, or another child was known by it before. Of
        two children whose UPNs a school swaps, each keeps the one that was known first, and a person must ask.
        """
        for lines in self._by_upn.values():
            for line in lines:
                wrong = line.twice or any(
                    other.kind.is_transfer and other.first_seen < line.first_seen and agreeing(line, other) < 3
                    for other in lines
                )
                if wrong and line.kind.is_transfer and line.is_whole:
                    for later in self._by_details[line.details]:
                        if (
                            later.kind.is_transfer
                            and later.upn not in {"", line.upn}
                            and later.school_code == line.school_code
                            and later.written_at > line.written_at
                        ):
                            self._join((line, later))

    def _join_without_upn(self) -> None:
        for lines in self._by_details.values():
            without = [line for line in lines if not line.upn]
            if without:
                pupils = {self._root(line.number): line for line in lines if line.upn}
                self._join((*without, *pupils.values()) if len(pupils) == 1 else without)


def _threes(details: Details) -> Iterator[tuple[str, ...]]:
    """Three details at a time, each in its place: what is missing agrees with nothing."""
    for places in combinations(range(4), 3):
        if all(details[place] for place in places):
            yield ("three", *(details[place] if place in places else "" for place in range(4)))


def _pupil(lines: list[Line]) -> Joined:
    ordered = sorted(lines, key=lambda line: line.age)
    transfers = [line for line in ordered if line.kind.is_transfer]
    whole = [line for line in transfers if line.kind is Kind.CTF]
    base = (whole or transfers or ordered)[-1]
    gone = [line.written_at for line in ordered if line.kind is Kind.WITHDRAWN]
    withdrawn = bool(gone) and (not transfers or max(gone) >= transfers[-1].written_at)
    arrived_at = ordered[-1].written_at
    if not transfers:
        kinds = ", ".join(sorted({line.kind.value.replace("_", " ") for line in ordered}))
        note = {"intake": NO_TRANSFER_FILE.format(kinds=kinds)}
        standing = Standing(IntakeState.UNMATCHED, arrived_at, notes=note)
    else:
        conflicts = _conflicts(base, ordered)
        state = IntakeState.CONFLICT if conflicts else IntakeState.AUTOMATCHED
        standing = Standing(state, arrived_at, conflicts)
    return Joined(tuple(ordered), base, standing, withdrawn)


def _conflicts(base: Line, ordered: Sequence[Line]) -> tuple[FieldConflict, ...]:
    """Where the lines of one pupil differ from its base.

    What an older transfer file said counts until a second file confirms the change; what the feed says counts for as
    long as it says so.
    """
    found: list[FieldConflict] = []
    confirmed = base.first_seen < base.written_at
    transfers = [line for line in ordered if line.kind is base.kind and line.details != base.details]
    if transfers and not confirmed:
        found += differences(transfers[-1], base)
    for line in ordered:
        if not line.kind.is_transfer:
            found += differences(*sorted((line, base), key=lambda each: each.age))
    return tuple(dict.fromkeys(found))


def differences(held: Line, arrived: Line) -> list[FieldConflict]:
    """The fields that both give and in which they differ, in words as they were written."""
    found = []
    if held.upn and arrived.upn and held.upn != arrived.upn and held.upn not in arrived.former_upns:
        found.append(FieldConflict("upn", held.upn, arrived.upn))
    for place, name in enumerate(FIELDS):
        if held.details[place] and arrived.details[place] and held.details[place] != arrived.details[place]:
            found.append(FieldConflict(name, held.shown[place], arrived.shown[place]))
    return found


def _with_rivals(pupils: Sequence[Joined]) -> Iterator[Joined]:
    """The same, where several claim one UPN: whoever was known by it first holds it, and the others stand apart."""
    claims: dict[str, list[Joined]] = defaultdict(list)
    for pupil in pupils:
        if pupil.base.upn and not pupil.withdrawn:
            claims[pupil.base.upn].append(pupil)
        else:
            yield pupil
    for claim in claims.values():
        yield from _judged(claim) if len(claim) > 1 else claim


def _judged(claim: Sequence[Joined]) -> Iterator[Joined]:
    """Those who claim one UPN. There may be very many, so each is compared with all only where it may hold it."""
    first, second = sorted(_claimed_since(pupil) for pupil in claim)[:2]
    dates = Counter(pupil.base.written_at for pupil in claim)
    for pupil in claim:
        is_first = _claimed_since(pupil) == first
        if is_first and all(rival is pupil or _was_corrected(rival, pupil) for rival in claim):
            yield pupil
        elif is_first and first < second:
            rivals = (rival for rival in claim if rival is not pupil)
            yield evolve(pupil, standing=_contested(pupil, max(rivals, key=lambda rival: rival.base.age)))
        else:
            note = SHARED_UPN if dates[pupil.base.written_at] > 1 else NOT_THE_HOLDER
            notes = {**pupil.standing.notes, "upn": note}
            standing = evolve(pupil.standing, state=IntakeState.UNMATCHED, conflicts=(), notes=notes, holds_upn=False)
            yield evolve(pupil, standing=standing)


def _was_corrected(rival: Joined, holder: Joined) -> bool:
    """Whether the school that gave the rival this UPN has given it to the holder since."""
    return any(
        line.kind.is_transfer
        and line.upn == rival.base.upn
        and line.school_code == rival.base.school_code
        and line.written_at > rival.base.written_at
        for line in holder.lines
    )


def _contested(holder: Joined, rival: Joined) -> Standing:
    conflicts = dict.fromkeys((*holder.standing.conflicts, *differences(holder.base, rival.base)))
    arrived_at = max(holder.standing.arrived_at, rival.standing.arrived_at)
    return Standing(IntakeState.CONFLICT, arrived_at, tuple(conflicts), {**holder.standing.notes, "upn": CONTESTED_UPN})


def _claimed_since(pupil: Joined) -> tuple[bool, str]:
    """Since when a pupil is known by the UPN it is known by now; a transfer file's word goes before the feed's."""
    mine = [line for line in pupil.lines if line.upn == pupil.base.upn]
    transfers = [line.first_seen for line in mine if line.kind.is_transfer]
    return (False, min(transfers)) if transfers else (True, min(line.first_seen for line in mine))
