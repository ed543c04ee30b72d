"""Flaws of writing: twice, in part, for another, or not at all; and of feeds."""

from typing import Any

from attrs import evolve
from sdk.tests.testing.flaws.registry import fails
from sdk.tests.testing.reference.connector import ReferenceCases, ReferencePupils, ReferenceSettings

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.failures import (
    DuplicateSuspected,
    NotFound,
    OutcomeUnknown,
    RecordLocked,
    RecordRejected,
    Unavailable,
)
from frontdoor.connectors.feed import FeedPage
from frontdoor.domain.identifiers import NhsNumber, Reference
from frontdoor.secrets.references import SecretReader


@fails("test_a_system_that_knows_no_idempotency_opens_one_all_the_same")
class TrustsTheSystemToKnowARepeat(ReferenceCases):
    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        return self.send_episode(request, call)


@fails("test_a_lost_answer_is_not_asked_for_again_of_a_system_that_knows_no_idempotency")
class LooksUpWithoutWaitingItsTurn(ReferenceCases):
    """Looks before it opens, and sends again by itself where the answer was lost."""

    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except OutcomeUnknown:
            return super().send_episode(request, call)


@fails("test_an_answer_that_is_lost_or_useless_means_that_the_outcome_is_unknown")
class DoesNotCheckWhatWasOpened(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        plain = self.wire.ask("open_episode", call, request, changes=True)
        opened: Episode = self.typed("open_episode", plain, changes=True)
        return opened


@fails("test_every_answer_arrives_whole")
class DropsAnAnswer(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        return super().send_episode(evolve(request, answers=request.answers[:-1]), call)


@fails("test_an_answer_arrives_whole_or_is_refused")
class CutsLongAnswers(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        cut = tuple(evolve(each, answer=each.answer[:4000]) for each in request.answers)
        return super().send_episode(evolve(request, answers=cut), call)


@fails("test_a_new_person_keeps_the_name_given_or_is_refused")
class CutsLongNames(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        new = request.new_person
        if new is not None:
            new = evolve(new, name=evolve(new.name, family=new.name.family[:30]))
        return super().send_episode(evolve(request, new_person=new), call)


@fails(
    "test_a_suspected_duplicate_is_shown_and_nobody_is_put_on_record",
    "test_a_person_is_put_on_record_once_an_officer_says_who_it_is_not",
)
class HidesWhomTheSystemSuspects(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except DuplicateSuspected:
            raise DuplicateSuspected([]) from None


@fails("test_a_person_is_put_on_record_once_an_officer_says_who_it_is_not")
class ForgetsWhoItIsNot(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        new = request.new_person
        without = evolve(request, new_person=evolve(new, not_the_same_as=())) if new else request
        return super().send_episode(without, call)


@fails("test_a_locked_record_is_named_as_such")
class CallsALockARejection(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except RecordLocked:
            raise RecordRejected([]) from None


@fails("test_a_system_that_opened_two_is_found_out")
class HidesTheSecondEpisode(ReferenceCases):
    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        found = super().find_episode(reference, call)
        return evolve(found, twins=()) if found else None


@fails("test_an_episode_is_found_by_our_reference_and_no_other_is")
class FindsWhateverIsThere(ReferenceCases):
    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        found = super().find_episode(reference, call)
        return found or Episode("9000", reference, "7000101", "Open", "")


@fails(
    "test_a_note_asked_for_again_is_the_same_one",
    "test_a_note_from_many_threads_at_once_is_one",
    "test_a_note_whose_answer_was_lost_is_one_in_the_end",
)
class NotesUnderAKeyOfItsOwn(ReferenceCases):
    number = 0

    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        self.number += 1
        return super().add_case_note(evolve(note, key=f"{note.key}-{self.number}"), call)


@fails("test_two_notes_are_two")
class NotesOncePerEpisode(ReferenceCases):
    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        return super().add_case_note(evolve(note, key=str(note.reference)), call)


@fails(
    "test_a_note_is_filed_whole",
    "test_a_note_of_odd_text_is_filed_whole_or_refused",
)
class NotesTheFirstLine(ReferenceCases):
    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        return super().add_case_note(evolve(note, text=note.text.partition("\n")[0]), call)


@fails("test_a_note_whose_answer_was_lost_is_one_in_the_end")
class CallsALostNoteUnavailable(ReferenceCases):
    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        try:
            return super().add_case_note(note, call)
        except OutcomeUnknown:
            raise Unavailable("no answer") from None


@fails("test_a_note_for_an_episode_that_is_not_there_is_refused")
class NotesToNobody(ReferenceCases):
    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        try:
            return super().add_case_note(note, call)
        except NotFound:
            return Filed("1")


@fails("test_an_odd_file_is_filed_byte_for_byte_or_refused")
class AttachesText(ReferenceCases):
    def attach_document(self, document: Document, call: Call) -> Filed:
        text = document.content.decode("utf-8", "replace").encode()
        return super().attach_document(evolve(document, content=text), call)


@fails("test_two_documents_of_one_name_are_two")
class AttachesByName(ReferenceCases):
    def attach_document(self, document: Document, call: Call) -> Filed:
        return super().attach_document(evolve(document, key=document.file_name), call)


@fails(
    "test_a_document_asked_for_again_is_the_same_one",
    "test_a_document_from_many_threads_at_once_is_one",
    "test_a_document_whose_answer_was_lost_is_one_in_the_end",
    "test_of_six_documents_cut_in_the_midst_only_the_missing_are_added",
)
class AttachesAgainAndAgain(ReferenceCases):
    number = 0

    def attach_document(self, document: Document, call: Call) -> Filed:
        self.number += 1
        return super().attach_document(evolve(document, key=f"{document.key}-{self.number}"), call)


@fails("test_a_full_store_refuses_the_document_and_keeps_the_episode")
class SaysThatAFullStoreTookIt(ReferenceCases):
    def attach_document(self, document: Document, call: Call) -> Filed:
        try:
            return super().attach_document(document, call)
        except Unavailable:
            return Filed("1")


@fails("test_everybody_is_told_at_any_size_of_a_page")
class LosesTheLastOfAPage(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        return evolve(
            page, value=evolve(page.value, people=page.value.people[: most - 1] if most > 1 else page.value.people)
        )


@fails("test_everybody_is_told_at_any_size_of_a_page")
class TellsMoreThanAskedFor(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        return super().list_changed_people(after, most * 10, call)


@fails("test_who_was_removed_is_gone")
class ForgetsWhoIsGone(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        return evolve(page, value=evolve(page.value, gone=()))


@fails("test_a_page_asked_for_again_tells_the_same_people", "test_who_was_changed_is_told")
class TellsNobodyTwice(ReferenceCases):
    """Tells everybody once from the beginning, and nobody of them again."""

    def __init__(self, settings: ReferenceSettings, read_secret: SecretReader) -> None:
        super().__init__(settings, read_secret)
        self.told: set[str] = set()

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        told = self.told if after else set()
        new = tuple(each for each in page.value.people if each.id not in told)
        self.told = told | {each.id for each in new}
        return evolve(page, value=evolve(page.value, people=new))


@fails("test_everybody_is_told_at_any_size_of_a_page")
class NeverComesToAnEnd(ReferenceCases):
    """Tells one person a page, and the last one again and again."""

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        return evolve(page, value=evolve(page.value, is_last=page.value.is_last and most > 1))


@fails("test_a_cursor_that_is_not_ours_is_not_found_or_begins_again")
class TellsNobodyOfAnUnknownCursor(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        try:
            return super().list_changed_people(after, most, call)
        except NotFound:
            page = super().list_changed_people("", most, call)
            return evolve(page, value=FeedPage((), after, is_last=True))


@fails("test_a_cursor_says_nothing_of_anybody")
class PutsANumberIntoTheCursor(ReferenceCases):
    """The last person's NHS number, as a key to go on from."""

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after.partition("/")[0], most, call)
        number: NhsNumber | None = next((each for one in page.value.people for each in one.nhs_numbers), None)
        cursor = f"{page.value.cursor}/{number.value}" if number else page.value.cursor
        return evolve(page, value=evolve(page.value, cursor=cursor))


@fails("test_a_restricted_person_is_told_with_a_display_name_at_most")
class TellsWhereARestrictedPersonLives(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        postcodes = next((each.postcodes for each in page.value.people if each.postcodes), ())
        told = [evolve(each, postcodes=postcodes) if each.restricted else each for each in page.value.people]
        return evolve(page, value=evolve(page.value, people=tuple(told)))


@fails(
    "test_everybody_is_told_at_any_size_of_a_page",
    "test_an_identity_leads_to_its_record",
)
class GivesAnIdentityAnotherId(ReferenceCases):
    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_people(after, most, call)
        told = [evolve(each, id="7000112") if each.id == "7000101" else each for each in page.value.people]
        return evolve(page, value=evolve(page.value, people=tuple(told)))


@fails("test_everybody_is_told_at_any_size_of_a_page")
class LosesAPupilOfTheFeed(ReferencePupils):
    def list_changed_pupils(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page = super().list_changed_pupils(after, most, call)
        told = [each for each in page.value.people if each.name.given != "Zaynab"]
        return evolve(page, value=evolve(page.value, people=tuple(told)))


@fails("test_who_was_removed_is_gone")
class KeepsAPupilWhoIsGone(ReferencePupils):
    def list_changed_pupils(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        page: Any = super().list_changed_pupils(after, most, call)
        return evolve(page, value=evolve(page.value, gone=()))


@fails("test_an_episode_that_is_not_there_is_not_found")
class RaisesWhatItLikes(ReferenceCases):
    def read_episode(self, episode_id: str, call: Call) -> Answer[Episode]:
        try:
            return super().read_episode(episode_id, call)
        except NotFound:
            raise LookupError("no such episode") from None
