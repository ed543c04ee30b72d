"""The forms in force, read when they are used: a version that is published is noticed by every process within a second.

What is in force follows from the clock alone, so a scheduled version needs nobody to start it. Where a council has
published a version of a form, the library's are there for what was sent with them and to start from; they never come
into force by themselves.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from attrs import frozen

from frontdoor.forms import FormDefinition, FormFaults, read_form
from frontdoor_portal.use_cases.form_versions.models import PublishedText, digest_of
from frontdoor_portal.use_cases.ports.transaction import Work
from frontdoor_portal.use_cases.refusals import Stale, StoreUnavailable

Key = TypeVar("Key")
VersionKey = tuple[str, str]

LOOK_AGAIN = 1.0
"""Seconds for which what was read counts as fresh."""


@frozen
class _Known:
    """What was read: every version by its key, and from when each of the council's own is in force."""

    mark: tuple[object, ...]
    versions: Mapping[VersionKey, FormDefinition]
    starts: Sequence[tuple[datetime, VersionKey]]
    library: frozenset[VersionKey]

    def in_force(self, now: datetime) -> dict[str, FormDefinition]:
        """By form, the version that came into force last; the library's newest of a form with none of its own."""
        newest = {form_id: self.versions[form_id, version] for form_id, version in sorted(self.library)}
        started = {key[0]: self.versions[key] for start, key in sorted(self.starts) if start <= now}
        return newest | started


class FormCatalogue:
    """Reads versions from the store behind two mappings: `in_force` by form, and `versions` by form and version.

    `prepare` makes of each form what this portal asks, such as whether numbers kept for tests are refused. `alarm` is
    told the form and version of a text that is not as it was published, which is not asked.
    """

    def __init__(
        self,
        work: Work,
        now: Callable[[], datetime],
        library: Sequence[FormDefinition],
        prepare: Callable[[FormDefinition], FormDefinition],
        alarm: Callable[[str, str], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._work = work
        self._now = now
        self._prepare = prepare
        self._alarm = alarm
        self._monotonic = monotonic
        self._library = {(form.id, form.version): prepare(form) for form in library}
        self._read: dict[tuple[str, str], FormDefinition | None] = {}
        self._known = _Known((), self._library, (), frozenset(self._library))
        self._looked = -float("inf")
        self._lock = threading.Lock()
        self.in_force: Mapping[str, FormDefinition] = _Live(lambda wait: self.known(wait=wait).in_force(self._now()))
        self.versions: Mapping[VersionKey, FormDefinition] = _Live(lambda wait: self.known(wait=wait).versions)

    def changed(self) -> None:
        """What was read is old: the next use reads again."""
        self._looked = -float("inf")

    def known(self, *, wait: bool = False) -> _Known:
        """Everything, at most a second old, or with `wait` as it is now.

        One thread looks, perhaps within another transaction of its own, while the rest go on with what is known. Where
        the store cannot be reached, that is what was read before.
        """
        if not wait and self._monotonic() - self._looked < LOOK_AGAIN:
            return self._known
        if self._lock.acquire(blocking=wait or not self._known.mark):
            try:
                self._look()
            except (StoreUnavailable, Stale):
                if not self._known.mark:
                    raise
            finally:
                self._lock.release()
        return self._known

    def _look(self) -> None:
        at = self._monotonic()
        with self._work.reading() as tx:
            mark = tx.form_versions.mark()
            texts = tx.form_versions.published() if mark != self._known.mark else None
        if texts is not None:
            self._known = self._made_of(mark, texts)
        self._looked = at

    def _made_of(self, mark: tuple[object, ...], texts: Sequence[PublishedText]) -> _Known:
        versions = dict(self._library)
        starts = []
        for text in texts:
            if (form := self._definition(text)) is not None:
                key = (text.form_id, text.version)
                versions[key] = form
                starts.append((text.in_force_from, key))
        return _Known(mark, versions, tuple(starts), frozenset(self._library))

    def _definition(self, text: PublishedText) -> FormDefinition | None:
        """The form of a published text; None, and an alarm, where it is not the text that was published."""
        known = (text.id, text.digest)
        if known not in self._read:
            self._read[known] = None
            try:
                if digest_of(text.text) == text.digest:
                    form = read_form(text.text)
                    if (form.id, form.version) == (text.form_id, text.version):
                        self._read[known] = self._prepare(form)
            except FormFaults:
                pass
            if self._read[known] is None:
                self._alarm(text.form_id, text.version)
        return self._read[known]


@frozen(eq=False)
class _Live(Mapping[Key, FormDefinition]):
    """A mapping as it is at each use. A key that is missing is looked for once more, past what was read."""

    _read: Callable[[bool], Mapping[Key, FormDefinition]]

    def __getitem__(self, key: Key) -> FormDefinition:
        found = self._read(False).get(key)
        return self._read(True)[key] if found is None else found

    def __iter__(self) -> Iterator[Key]:
        return iter(tuple(self._read(False)))

    def __len__(self) -> int:
        return len(self._read(False))
