"""A contact as one plain text for another system: the case note, and the concern exactly as it was sent."""

from collections.abc import Mapping, Sequence

from frontdoor.domain.after_sending import Addition
from frontdoor.domain.contact import Contact
from frontdoor.domain.triage import Outcome
from frontdoor_portal.use_cases.one_child import about_one_of_several
from frontdoor_portal.use_cases.reading_submission import AnsweredSection
from frontdoor_portal.use_cases.sent_questions import SentQuestion
from frontdoor_portal.use_cases.telling_time import moment

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.REFERRAL: "Referral to children’s social care",
    Outcome.EARLY_HELP: "Passed to Early Help",
    Outcome.ADVICE: "Advice and information",
    Outcome.NO_FURTHER_ACTION: "No further action",
    Outcome.OTHER_COUNCIL: "Passed to another council",
    Outcome.ANSWERED: "Answered",
    Outcome.NOTHING_TO_SHARE: "Nothing to share",
    Outcome.REFUSED: "Request refused",
    Outcome.ADULT_SOCIAL_CARE: "Passed to adult social care",
}
"""What an outcome is called, in these texts as on screens."""

OF_OTHERS = "This tells of another child of the form. It is in Family Front Door, and is not copied into this record."
"""What stands in a child's record in place of what was added of another."""


def case_note_text(contact: Contact, sections: Sequence[AnsweredSection], *, beside_sealed: bool = False) -> str:
    """Who sent what and what was decided, then every answer by section. Internal notes stay behind.

    `beside_sealed`: another child of the same form is sealed. Then nothing that somebody wrote freely is in it, which
    may tell of that child, and it says so. `sections` are those for such a record already.
    """
    lines = [
        *_receipt(contact, beside_sealed=beside_sealed),
        *_decision(contact, beside_sealed=beside_sealed),
        *_answers(sections),
    ]
    if beside_sealed:
        return "\n".join(lines)
    for question in contact.questions:
        lines += ["", f"Asked by {question.asked_by} on {moment(question.asked_at)}", f"  {_indented(question.text)}"]
        if question.answered_at is not None:
            answered = f"Answered by {question.answered_by} on {moment(question.answered_at)}"
            lines += [answered, f"  {_indented(question.answer)}"]
    for addition in contact.additions:
        if not addition.after_decision:  # what came later is a note of its own
            text = OF_OTHERS if addition.of_others else addition.text
            lines += ["", f"Added by {addition.by} on {moment(addition.at)}", f"  {_indented(text)}"]
    return "\n".join(lines)


def addition_text(
    contact: Contact, addition: Addition, questions: Mapping[str, SentQuestion], *, beside_sealed: bool = False
) -> str:
    """What the sender's side added after the decision. `questions` are those for the child's record, by id."""
    lines = [
        f"Family Front Door contact {contact.reference}",
        *about_one_of_several(contact, beside_sealed=beside_sealed),
        f"Added after the decision, on {moment(addition.at)}, by {addition.by}, {contact.sender.agency_name}",
    ]
    if beside_sealed:
        return "\n".join(lines)
    if addition.question_id:
        corrected = questions.get(addition.question_id)
        lines.append(f"Corrects the answer to: {corrected.label if corrected else addition.question_id}")
        if corrected and corrected.answer:
            lines += ["Answer as it was sent:", f"  {_indented(corrected.answer)}"]
    return "\n".join([*lines, "", OF_OTHERS if addition.of_others else addition.text])


def changed_decision_text(contact: Contact, *, beside_sealed: bool = False) -> str:
    """What became of a referral whose decision a second look changed, for an officer to record in its episode."""
    about = about_one_of_several(contact, beside_sealed=beside_sealed)
    lines = [
        f"Family Front Door contact {contact.reference}",
        *(about if beside_sealed else about[:1]),
        *_decision(contact, beside_sealed=beside_sealed),
    ]
    for number, decision in enumerate(contact.earlier_decisions, start=1):
        lines.append(
            f"Decision {number}, which did not stand: {OUTCOMES[decision.outcome]}, {moment(decision.decided_at)}"
        )
    return "\n".join(lines)


def concern_text(contact: Contact, sections: Sequence[AnsweredSection], *, beside_sealed: bool = False) -> str:
    """What was sent and nothing that came after it, in the words of the form version it was sent in.

    `sections` are those for the child's record: what the form says of another child alone is not in it.
    """
    submission = contact.submission
    form = f"Form: {submission.form_id}, version {submission.form_version}"
    early = ["Sent as urgent before every question was answered"] if submission.urgent_and_incomplete else []
    return "\n".join([*_receipt(contact, beside_sealed=beside_sealed), form, *early, *_answers(sections), ""])


def concern_file_name(contact: Contact) -> str:
    """The reference and nothing else: a file's name is seen by more people than the file."""
    return f"{contact.reference}.txt"


def _receipt(contact: Contact, *, beside_sealed: bool) -> list[str]:
    sender = contact.sender
    lines = [
        f"Family Front Door contact {contact.reference}",
        *about_one_of_several(contact, beside_sealed=beside_sealed),
        f"Received: {moment(contact.received_at)}",
        f"Sent by: {', '.join(part for part in (sender.name, sender.job_title, sender.agency_name) if part)}",
    ]
    further = {
        "Telephone": sender.phone,
        "Best reached": sender.preferred_times,
        "Address for replies": ", ".join(sender.reply_address.split("\n")),
    }
    return [*lines, *(f"{what}: {text}" for what, text in further.items() if text)]


def _decision(contact: Contact, *, beside_sealed: bool) -> list[str]:
    decision = contact.latest_decision
    if decision is None:
        return []
    decided = [
        f"Outcome: {OUTCOMES[decision.outcome]}",
        f"Decided: {moment(decision.decided_at)} by {decision.decided_by}",
    ]
    if beside_sealed:
        return decided
    return [
        *decided,
        f"Why: {decision.rationale}",
        f"Told to the sender: {decision.message_to_sender}",
    ]


def _answers(sections: Sequence[AnsweredSection]) -> list[str]:
    lines: list[str] = []
    for section in sections:
        lines += ["", section.title.upper()]
        lines += [line for each in section.questions for line in (each.question, f"  {_indented(each.answer)}")]
    return lines


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")
