"""The SDK without the portal: three systems are asked for a child, a form is checked, a contact is decided."""

# ruff: noqa: T201 - it is a program that prints what it does

import contextlib
import tempfile
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.failures import ConnectorFailure
from frontdoor.domain.agency import Agency, AgencyKind, Professional, Role
from frontdoor.domain.consent import Consent
from frontdoor.domain.contact import Channel, Contact, ContactKind, Sender, Status, Submission
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Child, PersonName
from frontdoor.domain.triage import Outcome, Priority
from frontdoor.forms import bind, library_form, tidy, to_json
from frontdoor.plugins.configuration import read_plugin_configuration
from frontdoor.plugins.host import load_plugins
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor.workflow.commands import Decide, Send, Take
from frontdoor.workflow.decide import Rules, decide
from frontdoor.workflow.refusals import Refused
from frontdoor_capita_one.simulator import write_files

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SCHOOL = Agency("thornhill", "Thornhill High School", AgencyKind.SCHOOL)
COUNCIL = Agency("council", "Severnshire", AgencyKind.COUNCIL)
TEACHER = Professional("t-1", "Asha Bello", "a.bello@thornhill.example", SCHOOL, frozenset({Role.PROFESSIONAL}))
OFFICER = Professional("o-1", "Olu Grant", "o.grant@council.example", COUNCIL, frozenset({Role.SCREENING_OFFICER}))


def made_up_secret(reference: SecretReference) -> Secret:
    """Stands for the keyring, which `load_plugins` would ask by itself."""
    return Secret(f"made up for {reference}")


def ask_every_system(query: PersonQuery) -> None:
    """Ask each system that plugins.toml names, one that is away or cannot search included."""
    print("Who holds a record of her?")
    loaded = load_plugins(read_plugin_configuration(HERE / "plugins.toml"), made_up_secret)
    call = Call(acting_for=OFFICER.name, purpose="an example")
    searches: list[tuple[str, Callable[[PersonQuery, Call], Answer[Any]]]] = [
        *((each.title, each.connector.search_people) for each in loaded.case_management),
        *((each.title, each.connector.search_pupils) for each in loaded.education),
    ]
    with contextlib.closing(loaded):
        for title, search in searches:
            try:
                answer = search(query, call)
            except ConnectorFailure as failure:
                print(f"  {title} has no answer: {type(failure).__name__}: {failure}")
                continue
            for record in answer.value:
                print(f"  {title}, as of {answer.as_at:%d %B %Y %H:%M} UTC: {record.name}, {record.address}")


def fill_the_form() -> Submission:
    """Check what was typed, show what is wrong by question, mend it, and keep it as it will be sent."""
    form = library_form("cause_for_concern", "2026-11")
    typed = tomllib.loads((HERE / "answers.toml").read_text(encoding="utf-8"))
    print("What is wrong with the form?")
    for fault in bind(form, tidy(typed, form), NOW.date()).faults:
        print(f"  {form.question(fault.question_id).label} {fault.message}")
    typed |= {"date_of_birth": {"day": "17", "month": "5", "year": "2014"}, "best_contact": "01632 960221, after four"}
    mended = bind(form, tidy(typed, form), NOW.date())
    print(f"  Mended, {len(mended.answers)} answers and {len(mended.faults)} faults.")
    return Submission(form.id, form.version, to_json(mended.answers))


def bring_to_a_decision(contact: Contact) -> None:
    """Carry out one command after another; the rules refuse the one that comes too early."""
    print(f"What happens to {contact.reference}?")
    reply = "Thank you. An early help worker will call the family this week."
    finding = Decide(OFFICER, Outcome.EARLY_HELP, "3", "She looks after her brother", reply)
    for command in (Send(TEACHER), finding, Take(OFFICER), finding):
        try:
            change = decide(contact, command, NOW, Rules())
        except Refused as refused:
            print(f"  {type(command).__name__} is refused: {refused}")
            continue
        contact = change.contact
        for event in change.events:
            print(f"  {event.kind.value} by {event.by_name}; the contact is {contact.status.value}")
    if contact.decision is not None:
        print(f"  {contact.sender.name} reads: {contact.decision.message_to_sender}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("transfer-files").mkdir()
        write_files(Path("transfer-files"))
        ask_every_system(PersonQuery(family_name="Ashdown", date_of_birth=date(2014, 5, 17)))
    submission = fill_the_form()
    bring_to_a_decision(
        Contact(
            reference=Reference.parse("FD-2222-2222"),
            kind=ContactKind.CAUSE_FOR_CONCERN,
            channel=Channel.FORM,
            status=Status.DRAFT,
            sender=Sender(TEACHER.id, TEACHER.name, "Form tutor", SCHOOL.id, SCHOOL.name, "", SCHOOL.referral_source),
            child=Child(name=PersonName("Ella", "Ashdown")),
            category="something_else",
            summary="She sleeps through lessons",
            consent=Consent(),
            submission=submission,
            sender_priority=Priority.STANDARD,
            received_at=NOW,
        )
    )


if __name__ == "__main__":
    main()
