"""Sending while two versions of a page wait: an urgent concern goes, and what was not chosen goes along."""

import pytest
from reference_portal.tests.unit.use_cases.scene import FORM, TEACHER, FrontDoor

from frontdoor.domain.after_sending import AdditionReason
from frontdoor.workflow.answering import LONGEST_TEXT
from frontdoor_portal.use_cases.add_information import add_information, new_addition_id
from frontdoor_portal.use_cases.drafts import save_page
from frontdoor_portal.use_cases.drafts.versions import NOTHING_SEEN, ChangedMeanwhile, VersionsToChoose
from frontdoor_portal.use_cases.send_draft import Sending, send_draft
from frontdoor_portal.use_cases.view_contact import view_contact

PAGE = "school"


def conflicting(front_door: FrontDoor, urgency: str) -> str:
    """A complete draft of which one page waits for a choice."""
    draft_id = front_door.draft(
        {**front_door.answers(), "gp": "Old surgery", "urgency": urgency, "urgency_reason": "Hurt today"}
    )
    with pytest.raises(ChangedMeanwhile):
        save_page(front_door.office, TEACHER, draft_id, PAGE, {"gp": "Hilltop"}, seen=NOTHING_SEEN)
    return draft_id


def test_a_draft_is_not_sent_while_two_versions_wait(front_door: FrontDoor) -> None:
    draft_id = conflicting(front_door, "standard")

    for leave in (False, True):
        with pytest.raises(VersionsToChoose):
            send_draft(front_door.office, TEACHER, draft_id, Sending(leave_versions=leave))


def test_an_urgent_one_is_sent_as_it_is_saved_where_its_sender_says_so(front_door: FrontDoor) -> None:
    draft_id = conflicting(front_door, "urgent")
    with pytest.raises(VersionsToChoose):
        send_draft(front_door.office, TEACHER, draft_id)

    reference = send_draft(front_door.office, TEACHER, draft_id, Sending(leave_versions=True))

    assert front_door.contact(reference).sender.professional_id == TEACHER.id


def test_what_the_other_version_says_goes_along_as_added_information(front_door: FrontDoor) -> None:
    draft_id = conflicting(front_door, "urgent")

    contact = front_door.contact(send_draft(front_door.office, TEACHER, draft_id, Sending(leave_versions=True)))

    (added,) = contact.additions
    assert added.text == (
        f"On the page “{FORM.page(PAGE).title}” two versions were written at the same time, and nobody had chosen "
        f"between them. The other was sent. This is what {TEACHER.name} typed on 4 June 2026 at 9:32am:\n\n"
        "Which GP practice is the child with?\nHilltop"
    )
    assert (added.reason, added.by_id, added.is_unread) == (AdditionReason.OTHER, TEACHER.id, True)
    assert contact.submission.answers["gp"] == "Old surgery"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {},
            f"The other was sent. {TEACHER.name} saved theirs on 4 June 2026 at 9:32am.\n\n"
            f"In {TEACHER.name}’s version these were left blank:\nWhich GP practice is the child with?",
        ),
        (
            {"school": "Hollybush Primary"},
            f"The other was sent. This is what {TEACHER.name} typed on 4 June 2026 at 9:32am:\n\n"
            f"{FORM.question('school').label}\nHollybush Primary\n\n"
            f"In {TEACHER.name}’s version these were left blank:\nWhich GP practice is the child with?",
        ),
    ],
)
def test_what_is_blank_in_the_other_version_is_told_and_not_put_into_its_writer_s_mouth(
    front_door: FrontDoor, typed: dict[str, str], said: str
) -> None:
    draft_id = front_door.draft(
        {**front_door.answers(), "urgency": "urgent", "urgency_reason": "Hurt today", "gp": "Old surgery"}
    )
    with pytest.raises(ChangedMeanwhile):
        save_page(front_door.office, TEACHER, draft_id, PAGE, typed, seen="another")

    contact = front_door.contact(send_draft(front_door.office, TEACHER, draft_id, Sending(leave_versions=True)))

    begin = (
        f"On the page “{FORM.page(PAGE).title}” two versions were written at the same time, and nobody had chosen "
        "between them. "
    )
    assert [each.text for each in contact.additions] == [begin + said]


def test_an_answer_under_one_that_somebody_else_gave_meanwhile_is_told(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({**front_door.answers(), "urgency": "urgent", "urgency_reason": "Hurt today"})
    typed = {"child_name": {"given": "Zara", "family": ""}}
    page = FORM.page_of("child_name").id
    with pytest.raises(ChangedMeanwhile):
        save_page(front_door.office, TEACHER, draft_id, page, typed, seen="another")

    contact = front_door.contact(send_draft(front_door.office, TEACHER, draft_id, Sending(leave_versions=True)))

    assert f"{FORM.question('child_name').label}\nZara" in contact.additions[0].text


def test_every_copy_says_how_much_went_along(front_door: FrontDoor) -> None:
    reference = send_draft(front_door.office, TEACHER, conflicting(front_door, "urgent"), Sending(leave_versions=True))
    front_door.clock.pass_time(minutes=1)
    add_information(
        front_door.office,
        TEACHER,
        reference,
        addition_id=new_addition_id(),
        reason=AdditionReason.OTHER,
        text="She is back",
    )

    sent = view_contact(front_door.office, TEACHER, reference).sent

    assert (sent.sent_along, sent.sent_along_in_words) == (
        1,
        "1 text went with it as added information: what another version of a page said. "
        "It is not in this copy. The portal shows it with the contact.",
    )


def test_no_word_of_it_is_cut_however_long_it_is(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({**front_door.answers(), "urgency": "urgent", "urgency_reason": "Hurt today"})
    typed = {"what_happened": "word " * 7000}
    with pytest.raises(ChangedMeanwhile):
        save_page(front_door.office, TEACHER, draft_id, "what_happened", typed, seen=NOTHING_SEEN)

    contact = front_door.contact(send_draft(front_door.office, TEACHER, draft_id, Sending(leave_versions=True)))

    assert [len(each.text) <= LONGEST_TEXT for each in contact.additions] == [True, True]
    assert " ".join(each.text for each in contact.additions).split().count("word") == 7000


def test_blank_lines_however_many_stop_no_urgent_concern(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({**front_door.answers(), "urgency": "urgent", "urgency_reason": "Hurt today"})
    typed = {"what_happened": "Alpha" + "\n" * 60_000 + "Omega"}
    with pytest.raises(ChangedMeanwhile):
        save_page(front_door.office, TEACHER, draft_id, "what_happened", typed, seen=NOTHING_SEEN)

    contact = front_door.contact(send_draft(front_door.office, TEACHER, draft_id, Sending(leave_versions=True)))

    said = " ".join(each.text for each in contact.additions).split()
    assert (len(contact.additions), said.count("Alpha"), said.count("Omega")) == (2, 1, 1)


def test_a_hidden_answer_of_the_other_version_never_leaves(front_door: FrontDoor) -> None:
    draft_id = front_door.draft(
        {**front_door.answers(), "urgency": "urgent", "urgency_reason": "Hurt", "household_known": "yes"}
    )
    at_home = {"person_name": {"given": "Bo", "family": ""}, "person_at_home": "yes", "person_address": "HIDDEN"}
    typed = {"household_known": "yes", "household": (at_home,)}
    with pytest.raises(ChangedMeanwhile):
        save_page(front_door.office, TEACHER, draft_id, "household", typed, seen="another")

    contact = front_door.contact(send_draft(front_door.office, TEACHER, draft_id, Sending(leave_versions=True)))

    (added,) = contact.additions
    assert ("Bo" in added.text, "HIDDEN" in added.text) == (True, False)
