"""Flaws of writing: twice, in part, for another, or not at all; and of feeds."""

from typing import Any

from attrs import evolve
from sdk.tests.testing.flaws.registry import fails
from sdk.tests.testing.reference.connector import ReferenceCases, ReferencePupils

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.failures import (
    ConnectorFailure,
    DuplicateSuspected,
    NotFound,
    OutcomeUnknown,
    RecordLocked,
    RecordRejected,
    Unavailable,
)
from frontdoor.connectors.feed import FeedPage
from frontdoor.domain.identifiers import NhsNumber, Reference


@fails()
class TrustsTheSystemToKnowARepeat(ReferenceCases):
    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        return self.send_episode(request, call)


@fails()
class LooksUpWithoutWaitingItsTurn(ReferenceCases):
    """Looks before it opens, and sends again by itself where the answer was lost."""

    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except OutcomeUnknown:
            return super().send_episode(request, call)


@fails()
class OpensUnderAReferenceOfItsOwn(ReferenceCases):
    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        plain = self.wire.ask("open_episode", call, evolve(request, reference=Reference.new()), changes=True)
        opened: Episode = self.typed("open_episode", plain, changes=True)
        return evolve(opened, reference=request.reference)


@fails()
class DoesNotCheckWhatWasOpened(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        plain = self.wire.ask("open_episode", call, request, changes=True)
        opened: Episode = self.typed("open_episode", plain, changes=True)
        return opened


@fails()
class DropsAnAnswer(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        return super().send_episode(evolve(request, answers=request.answers[:-1]), call)


@fails()
class CutsLongAnswers(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        cut = tuple(evolve(each, answer=each.answer[:4000]) for each in request.answers)
        return super().send_episode(evolve(request, answers=cut), call)


@fails()
class CutsLongNames(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        new = request.new_person
        if new is not None:
            new = evolve(new, name=evolve(new.name, family=new.name.family[:30]))
        return super().send_episode(evolve(request, new_person=new), call)


@fails()
class HidesWhomTheSystemSuspects(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except DuplicateSuspected:
            raise DuplicateSuspected([]) from None


@fails()
class ForgetsWhoItIsNot(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        new = request.new_person
        without = evolve(request, new_person=evolve(new, not_the_same_as=())) if new else request
        return super().send_episode(without, call)


@fails()
class CallsALockARejection(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except RecordLocked:
            raise RecordRejected([]) from None


@fails()
class HidesTheSecondEpisode(ReferenceCases):
    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        found = super().find_episode(reference, call)
        return evolve(found, twins=()) if found else None


@fails()
class FindsWhateverIsThere(ReferenceCases):
    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        found = super().find_episode(reference, call)
        return found or Episode("9000", reference, "7000101", "Open", "")


@fails()
class NotesUnderAKeyOfItsOwn(ReferenceCases):
    number = 0

    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        self.number += 1
        return super().add_case_note(evolve(note, key=f"{note.key}-{self.number}"), call)


@fails()
class NotesOncePerEpisode(ReferenceCases):
    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        return super().add_case_note(evolve(note, key=str(note.reference)), call)


@fails()
class NotesTheFirstLine(ReferenceCases):
    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        return super().add_case_note(evolve(note, text=note.text.partition("\n")[0]), call)


@fails()
class CallsALostNoteUnavailable(ReferenceCases):
    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        try:
            return super().add_case_note(note, call)
        except OutcomeUnknown:
            raise Unavailable("no answer") from None


@fails()
class NotesToNobody(ReferenceCases):
    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        try:
            return super().add_case_note(note, call)
        except NotFound:
            return Filed("1")


@fails()
class AttachesText(ReferenceCases):
    def attach_document(self, document: Document, call: Call) -> Filed:
        text = document.content.decode("utf-8", "replace").encode()
        return super().attach_document(evolve(document, content=text), call)


@fails()
class AttachesByName(ReferenceCases):
    def attach_document(self, document: Document, call: Call) -> Filed:
        return super().attach_document(evolve(document, key=document.file_name), call)


@fails()
class AttachesAgainAndAgain(ReferenceCases):
    number = 0

    def attach_document(self, document: Document, call: Call) -> Filed:
        self.number += 1
        return super().attach_document(evolve(document, key=f"{document.key}-{self.number}"), call)


@fails()
class SaysThatAFullStoreTookIt(ReferenceCases):
    def attach_document(self, document: Document, call: Call) -> Filed:
        try:
            return super().attach_document(document, call)
        except Unavailable:
            return Filed("1")


@fails()
class LosesTheLastOfAPage(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        return evolve(
            page, value=evolve(page.value, people=page.value.people[: most - 1] if most > 1 else page.value.people)
        )


@fails()
class TellsMoreThanAskedFor(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        return super().list_changed_people(after, most * 10, call)


@fails()
class ForgetsWhoIsGone(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        return evolve(page, value=evolve(page.value, gone=()))


@fails()
class TellsNobodyTwice(ReferenceCases):
    """Tells everybody once, and nobody who changes afterwards."""

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        first = 76 if after else 0
        late = after.isdigit() and int(after) > first
        return evolve(page, value=evolve(page.value, people=(), gone=(), is_last=True)) if late else page


@fails()
class NeverComesToAnEnd(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        return evolve(page, value=evolve(page.value, is_last=False))


@fails()
class TellsNobodyOfAnUnknownCursor(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        try:
            return super().list_changed_people(after, most, call)
        except NotFound:
            page = super().list_changed_people("", most, call)
            return evolve(page, value=FeedPage((), after, is_last=True))


@fails()
class PutsANumberIntoTheCursor(ReferenceCases):
    """The last person's NHS number, as a key to go on from."""

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after.partition("/")[0], most, call)
        number: NhsNumber | None = next((each for one in page.value.people for each in one.nhs_numbers), None)
        cursor = f"{page.value.cursor}/{number.value}" if number else page.value.cursor
        return evolve(page, value=evolve(page.value, cursor=cursor))


@fails()
class TellsWhereARestrictedPersonLives(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        postcodes = next((each.postcodes for each in page.value.people if each.postcodes), ())
        told = [evolve(each, postcodes=postcodes) if each.restricted else each for each in page.value.people]
        return evolve(page, value=evolve(page.value, people=tuple(told)))


@fails()
class GivesAnIdentityAnotherId(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        told = [evolve(each, id="7000112") if each.id == "7000101" else each for each in page.value.people]
        return evolve(page, value=evolve(page.value, people=tuple(told)))


@fails()
class LosesAPupilOfTheFeed(ReferencePupils):
    def list_changed_pupils(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_pupils(after, most, call)
        told = [each for each in page.value.people if each.name.given != "Zaynab"]
        return evolve(page, value=evolve(page.value, people=tuple(told)))


@fails()
class KeepsAPupilWhoIsGone(ReferencePupils):
    def list_changed_pupils(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page: Any = super().list_changed_pupils(after, most, call)
        return evolve(page, value=evolve(page.value, gone=()))


@fails()
class RaisesWhatItLikes(ReferenceCases):
    def read_episode(self, episode_id: str, call: Call) -> Answer[Episode]:
        try:
            return super().read_episode(episode_id, call)
        except ConnectorFailure as failure:
            raise RuntimeError("something failed") from failure
