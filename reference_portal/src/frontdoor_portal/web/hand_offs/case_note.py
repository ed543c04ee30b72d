"""A contact as one plain text, to be pasted into a case note of another system."""

from frontdoor_portal.use_cases.hand_offs import HandOffPack
from frontdoor_portal.web import wording
from frontdoor_portal.web.display import moment


def case_note_text(pack: HandOffPack) -> str:
    """Who sent what and what was decided, then every answer by section. Internal notes stay behind."""
    contact = pack.contact
    sender = ", ".join(
        part for part in (contact.sender.name, contact.sender.job_title, contact.sender.agency_name) if part
    )
    lines = [
        f"Family Front Door contact {contact.reference}",
        f"Received: {moment(contact.received_at)}",
        f"Sent by: {sender}",
    ]
    if contact.sender.phone:
        lines.append(f"Telephone: {contact.sender.phone}")
    if contact.decision is not None:
        decision = contact.decision
        lines += [
            f"Outcome: {wording.OUTCOME[decision.outcome].label}",
            f"Decided: {moment(decision.decided_at)} by {decision.decided_by}",
            f"Why: {decision.rationale}",
            f"Told to the sender: {decision.message_to_sender}",
        ]
    for section in pack.sections:
        lines += ["", section.title.upper()]
        lines += [line for each in section.questions for line in (each.question, f"  {_indented(each.answer)}")]
    for question in contact.questions:
        lines += ["", f"Asked by {question.asked_by} on {moment(question.asked_at)}", f"  {_indented(question.text)}"]
        if question.answered_at is not None:
            answered = f"Answered by {question.answered_by} on {moment(question.answered_at)}"
            lines += [answered, f"  {_indented(question.answer)}"]
    return "\n".join(lines)


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")
