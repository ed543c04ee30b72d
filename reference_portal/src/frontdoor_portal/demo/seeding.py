"""Made-up agencies, one account a role, and a morning's worth of contacts in the holding area."""

from collections.abc import Mapping, Sequence
from itertools import islice

from attrs import frozen

from frontdoor.domain.agency import Agency, AgencyKind, Professional, Role
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome, Priority
from frontdoor.forms import Concept, RawAnswer
from frontdoor.testing.families import MadeUpPerson, children
from frontdoor.testing.filling import fill_in
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.drafts import save_page, start_draft, today
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.models import Account
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.second_factor.models import Factor
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.set_priority import set_priority
from frontdoor_portal.use_cases.take_contact import take_contact

DEMO_PASSWORD = "made-up families only"
FORM = "cause_for_concern"
_A_MORNING = 32
"""How many contacts the holding area opens with: more than one page of it."""

AGENCIES = (
    Agency("severnshire", "Severnshire Council", AgencyKind.COUNCIL, frozenset({"severnshire.example"})),
    Agency("st-wulstan", "St Wulstan’s Primary School", AgencyKind.SCHOOL, frozenset({"st-wulstan.example"})),
    Agency("bridge-street", "Bridge Street Surgery", AgencyKind.GENERAL_PRACTICE, frozenset({"bridge-street.example"})),
    Agency("police", "Severn Vale Police", AgencyKind.POLICE, frozenset({"severnvale-police.example"})),
)


@frozen
class DemoAccount:
    """One account to sign in with, and what its holder does."""

    professional: Professional
    shown_as: str


_SUMMARIES = {
    "missing": "Not at school since Thursday. Was last seen on Wednesday evening by an aunt, and the phone is off.",
    "domestic_abuse": "Said at drop-off that Mum’s friend shouts and throws things at night. Mum had a bruised wrist.",
    "neglect": "Came without a coat or breakfast on four days of the last two weeks, and falls asleep in lessons.",
    "physical_abuse": "A hand-shaped mark on the upper arm, seen at PE. Three different explanations were given.",
    "emotional_abuse": "Is called stupid in front of others at collection, and flinches when a parent comes near.",
    "sexual_abuse": "Used words and drew pictures that few children of this age know. Asked not to go home on Friday.",
    "exploitation": "Has a new phone and cash, and is collected by older people who nobody at home knows.",
    "mental_health": "Told a friend that there is no point in waking up. Has fresh cuts on one forearm.",
    "substance_misuse": "The adult who collects smelled of drink twice this week and could not say the class.",
    "harmful_practice": "Told a teacher about a long holiday and a party for becoming a woman. Seemed frightened.",
    "young_carer": "Misses Mondays to take a parent to hospital, and does the cooking and the shopping.",
    "disability_or_illness": "Two appointments with the consultant were missed, and the medicine has run out.",
    "private_fostering": "Has lived with a family friend since August. The parents are abroad and cannot be reached.",
    "unaccompanied": "Was found at the lorry park with no adult. Says “fifteen” when asked for an age.",
    "something_else": "Has moved three times since the summer, and the last address does not exist.",
}


def _somebody(key: str, name: str, agency: Agency, job_title: str, shown_as: str, *roles: Role) -> DemoAccount:
    domain = next(iter(agency.email_domains))
    person = Professional(
        id=f"demo-{key}",
        name=name,
        email=f"{key.replace('_', '.')}@{domain}",
        agency=agency,
        roles=frozenset(roles),
        job_title=job_title,
        phone="01632 960100",
    )
    return DemoAccount(person, shown_as)


_COUNCIL, _SCHOOL, _SURGERY, _POLICE = AGENCIES

ACCOUNTS = (
    _somebody("teacher", "Tamsin Reed", _SCHOOL, "Class teacher", "professional (teacher)", Role.PROFESSIONAL),
    _somebody("lead", "Ifan Prosser", _SCHOOL, "Designated safeguarding lead", "agency lead", Role.AGENCY_LEAD),
    _somebody("doctor", "Dr Amara Obi", _SURGERY, "General practitioner", "professional (GP)", Role.PROFESSIONAL),
    _somebody("officer", "Jo Fielding", _COUNCIL, "Initial screening and contact officer",
              "screening officer", Role.SCREENING_OFFICER),
    _somebody("officer_two", "Sam Whitlock", _COUNCIL, "Initial screening and contact officer",
              "another screening officer", Role.SCREENING_OFFICER),
    _somebody("manager", "Priya Nair", _COUNCIL, "Family Front Door manager", "team manager", Role.TEAM_MANAGER),
    _somebody("duty", "Morgan Ellis", _COUNCIL, "Duty manager", "duty manager", Role.TEAM_MANAGER, Role.DUTY_MANAGER),
    _somebody("mash", "Sgt Lee Marsh", _POLICE, "Harms assessment unit", "MASH partner", Role.MASH_PARTNER),
    _somebody("worker", "Ruth Adeyemi", _COUNCIL, "Social worker", "social worker", Role.SOCIAL_WORKER),
    _somebody("director", "Helen Clarke", _COUNCIL, "Assistant director", "senior manager", Role.SENIOR_MANAGER),
    _somebody("privacy", "Owen Bell", _COUNCIL, "Information governance", "privacy officer", Role.PRIVACY_OFFICER),
    _somebody("admin", "Nia Rhys", _COUNCIL, "Systems administrator", "administrator", Role.ADMINISTRATOR),
    _somebody("admin_two", "Kit Lowry", _COUNCIL, "Service desk lead", "another administrator", Role.ADMINISTRATOR),
)  # fmt: skip


def seed_accounts(office: Office) -> None:
    """Store every agency and one account per role, all with the same password."""
    password_hash = office.passwords.hash(DEMO_PASSWORD)
    with office.work.begin() as tx:
        for agency in AGENCIES:
            tx.accounts.add_agency(agency)
        for account in ACCOUNTS:
            tx.accounts.add_account(Account(account.professional, password_hash))


def seed_factors(office: Office) -> Mapping[str, str]:
    """Give every account an authenticator; the secrets by the id of the account, which nobody could read otherwise."""
    made = {each.professional.id: office.second_factors.vault.make_secret(each.professional) for each in ACCOUNTS}
    with office.work.begin() as tx:
        for professional_id, secret in made.items():
            tx.factors.save(Factor(professional_id, secret.sealed, enrolled_at=office.now()))
    return {professional_id: secret.shown for professional_id, secret in made.items()}


def seed_contacts(office: Office) -> None:
    """Send one concern a child until the holding area looks like a morning, and work on some of them."""
    teacher, doctor = demo_account("teacher"), demo_account("doctor")
    officer, manager = demo_account("officer"), demo_account("manager")
    categories = _categories(office)
    ordinary = (child for child in children() if not child.restricted and not child.duplicate_of)
    references = [
        send_made_up_concern(office, teacher if number % 3 else doctor, child, categories[number % len(categories)])
        for number, child in enumerate(islice(ordinary, _A_MORNING))
    ]
    for reference in references[:4]:
        take_contact(office, officer, reference)
    ask_for_details(office, officer, references[1], "Which days last week was she not collected?")
    set_priority(office, manager, references[5], Priority.HIGH, "Younger brother seen at A&E last night")
    _advise(office, officer, references[2:4])


def _advise(office: Office, officer: Professional, references: Sequence[Reference]) -> None:
    decided = ((Outcome.ADVICE, "agency_can_help"), (Outcome.EARLY_HELP, "several_needs"))
    for reference, (outcome, reason) in zip(references, decided, strict=True):
        decide_contact(
            office,
            officer,
            reference,
            outcome=outcome,
            level_of_need="2",
            rationale="Needs can be met by the school with advice from the community social worker.",
            message_to_sender="Thank you. We have looked at this and spoken with the school nurse about next steps.",
            reason=reason,
        )


def send_made_up_concern(office: Office, by: Professional, child: MadeUpPerson, category: str) -> Reference:
    """Fill in the form about a made-up child and send it."""
    return send_draft(office, by, draft_made_up_concern(office, by, child, category))


def draft_made_up_concern(office: Office, by: Professional, child: MadeUpPerson, category: str) -> str:
    """Fill in the form about a made-up child: the id of a draft that is ready to be sent."""
    form = office.forms[FORM]
    born = child.birth_date.on
    expected = born > today(office)
    known: dict[Concept, RawAnswer] = {
        Concept.CHILD_NAME: {"given": child.name.given, "family": child.name.family},
        Concept.CHILD_STAGE: "unborn" if expected else "born",
        Concept.EXPECTED_DATE if expected else Concept.DATE_OF_BIRTH: {
            "day": str(born.day), "month": str(born.month), "year": str(born.year)
        },
        Concept.SEX: child.sex.value,
        Concept.CATEGORY: (category,),
        Concept.HELP_WANTED: "social_work_assessment",
        Concept.URGENCY: "urgent" if category == "missing" else "standard",
        Concept.SUMMARY: _SUMMARIES.get(category, _SUMMARIES["something_else"]),
        Concept.PHONED_ALREADY: "no",
    }  # fmt: skip
    if child.address.lines and child.address.postcode:
        first, *rest = child.address.lines
        known[Concept.ADDRESS] = {
            "line_1": first, "line_2": "", "town": ", ".join(rest), "postcode": str(child.address.postcode)
        }  # fmt: skip
    answers = fill_in(form, known, today(office), {"immediate_danger": "no", "lead_consulted": "i_am_the_lead"})
    draft = start_draft(office, by, FORM, remember_search(office, by, ChildQuery()))
    for page in form.pages:
        on_page = {question.id for question in page.questions}
        typed = {key: answer for key, answer in answers.items() if key in on_page}
        if typed:
            save_page(office, by, draft.id, page.id, typed)
    return draft.id


def _categories(office: Office) -> tuple[str, ...]:
    question = office.forms[FORM].supplier(Concept.CATEGORY)
    if question is None:
        raise ValueError(f"{FORM} has no question for the category")
    return tuple(option.value for option in question.options)


def demo_account(key: str) -> Professional:
    """Who signs in under a key of `ACCOUNTS`: teacher, officer, manager and so on."""
    return next(each.professional for each in ACCOUNTS if each.professional.id == f"demo-{key}")
