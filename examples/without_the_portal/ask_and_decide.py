"""The SDK without the portal: find a child, check a form, bring a contact to its decision, open the episode."""

# ruff: noqa: T201 - it is a program that prints what it does

import tempfile
import tomllib
from contextlib import chdir, closing
from datetime import UTC, date, datetime
from pathlib import Path

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import EpisodeRequest, PopulatedAnswer
from frontdoor.connectors.failures import ConnectorFailure
from frontdoor.conversion import structure
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.forms import bind, display, library_form, tidy, to_json
from frontdoor.plugins.configuration import read_plugin_configuration
from frontdoor.plugins.host import load_plugins
from frontdoor.secrets.references import Secret
from frontdoor.workflow.commands import Decide, Send, Take
from frontdoor.workflow.decide import Rules, decide
from frontdoor.workflow.refusals import Refused
from frontdoor_ssd.simulator import SafeguardingDatasetWithImports

HERE, NOW = Path(__file__).parent, datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
made_up = tomllib.loads((HERE / "made_up.toml").read_text(encoding="utf-8"))
teacher, officer = (structure(made_up[key], Professional) for key in ("teacher", "officer"))
call = Call(acting_for=officer.name, purpose="an example")
# In life `load_plugins` reads secrets from the keyring by itself.
loaded = load_plugins(read_plugin_configuration(HERE / "plugins.toml"), lambda reference: Secret(str(reference)))

with tempfile.TemporaryDirectory() as folder, chdir(folder), closing(loaded), SafeguardingDatasetWithImports(Path()):
    print("Who holds a record of her?")
    for system in loaded.case_management:
        try:
            answer = system.connector.search_people(PersonQuery("Ella", "Ashdown", date(2014, 5, 17)), call)
        except ConnectorFailure as failure:
            print(f"  {system.title} has no answer: {type(failure).__name__}")
            continue
        for record in answer.value:
            ella, desk = record, system
            print(f"  {system.title}, as of {answer.as_at:%d %B %Y}: {record.name}, {record.address}")

    print("What is wrong with the form?")
    form, typed = library_form("cause_for_concern", "2026-11"), made_up["answers"]
    for fault in bind(form, tidy(typed, form), NOW.date()).faults:
        print(f"  {form.question(fault.question_id).label} {fault.message}")
    sound = bind(form, tidy(typed | made_up["mended"], form), NOW.date())
    print(f"  Mended: {len(sound.answers)} answers, {len(sound.faults)} faults")

    submission = {"form_id": form.id, "form_version": form.version, "answers": to_json(sound.answers)}
    contact = structure(made_up["contact"] | {"received_at": NOW, "submission": submission}, Contact)
    print(f"What happens to {contact.reference}?")
    words = ("4", "She looks after her brother", "Thank you. A social worker will call the family today.")
    referral = Decide(officer, Outcome.REFERRAL, *words, record=ChosenRecord(ella.id), team="Family Front Door")
    for command in (Send(teacher), referral, Take(officer), referral):
        try:
            contact = decide(contact, command, NOW, Rules()).contact
            print(f"  {type(command).__name__} by {command.by.name}: the contact is {contact.status.value}")
        except Refused as refused:
            print(f"  {type(command).__name__} by {command.by.name} is refused: {refused}")

    print("What does the case system hold?")
    told = [PopulatedAnswer(each, form.question(each).label, display(form.question(each), said))
            for each, said in sound.answers.items()]  # fmt: skip
    source, priority = contact.sender.referral_source, contact.priority
    request = EpisodeRequest(contact.reference, NOW, source, contact.category, priority, tuple(told),
                             referral.team, ella.id)  # fmt: skip
    # Asked twice with one reference, it holds one episode.
    for episode in (desk.connector.open_episode(request, call) for _ in range(2)):
        print(f"  {episode.id} for record {episode.person_id}: {episode.status}")
