"""Every attack on registration of the design's list, by its name: what makes no account, or makes one wait."""

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from reference_portal.tests.fakes import PASSWORD, SCHOOL
from reference_portal.tests.storage.made import at_once
from reference_portal.tests.unit.use_cases.joining.scene import (
    CAREFUL,
    NORTH,
    NORTHS_LEAD,
    SOUTH,
    account,
    ask,
    joined,
    kinds,
    mails,
)
from reference_portal.tests.unit.use_cases.scene import HEAD, TEACHER, FrontDoor

from frontdoor.domain.agency import Agency, AgencyKind, Role
from frontdoor_portal.use_cases.confirm_registration import confirm_registration, look_at_link
from frontdoor_portal.use_cases.joining.addresses import (
    SHARED_MAILBOXES,
    Entry,
    NotADomain,
    NotAnAddress,
    check_domain,
    entry_of,
    mailbox_key,
    matches,
    read_address,
)
from frontdoor_portal.use_cases.joining.models import JoiningRules
from frontdoor_portal.use_cases.joining.moving import ask_address_change, change_address
from frontdoor_portal.use_cases.joining.scripts import Sign, strange_signs
from frontdoor_portal.use_cases.models import NoticeKind, Standing
from frontdoor_portal.use_cases.refusals import LinkNotValid, NotOpen, RegistrationRefused, SignInRefused
from frontdoor_portal.use_cases.register import Application, ChooseAgency, register
from frontdoor_portal.use_cases.sign_in import sign_in

COUNCIL = Agency("council", "Council", AgencyKind.COUNCIL, frozenset({"council.gov.uk"}))
BELOW = Agency("below", "Below", AgencyKind.COUNCIL, frozenset({"sub.council.gov.uk"}))


def outcome(typed: str, agency: Agency = COUNCIL) -> str:
    """What becomes of something typed: `not an address`, why it is refused, or the mailbox that is let in."""
    try:
        email = read_address(typed)
        entry_of(email, agency)
    except NotAnAddress:
        return "not an address"
    except RegistrationRefused as refused:
        return refused.reason
    return mailbox_key(email)


ATTACKS = {
    "an approved domain as the beginning of another": ("x@council.gov.uk.evil.com", "domain"),
    "an approved domain as the end of another": ("x@evilcouncil.gov.uk", "domain"),
    "a subdomain of an approved one": ("x@sub.council.gov.uk", "domain"),
    "a trailing dot": ("x@council.gov.uk.", "not an address"),
    "a quoted local part that holds an address": ('"a@council.gov.uk"@evil.com', "not an address"),
    "a quoted local part with a space": ('"a b"@council.gov.uk', "not an address"),
    "a comment before the domain": ("x@(x)council.gov.uk", "not an address"),
    "a comment before the at sign": ("x(council)@council.gov.uk", "not an address"),
    "an IPv4 literal": ("x@[10.0.0.1]", "not an address"),
    "an IPv6 literal": ("x@[IPv6:::1]", "not an address"),
    "an IDN homograph": ("x@соuncil.gov.uk", "domain"),
    "an IDN in its ASCII form": ("x@xn--uncil-0wef.gov.uk", "domain"),
    "full-width stops": ("x@council．gov．uk", "not an address"),
    "a full-width letter": ("x@ｃouncil.gov.uk", "not an address"),
    "a soft hyphen": ("x@coun\u00adcil.gov.uk", "not an address"),
    "a zero-width space": ("x@coun\u200bcil.gov.uk", "not an address"),
    "a combining mark": ("x@council\u0301.gov.uk", "not an address"),
    "a mixed-script local part": ("х@council.gov.uk", "not an address"),
    "a display name": ("council.gov.uk <x@evil.com>", "not an address"),
    "a display name that is an address": ("x@council.gov.uk <x@evil.com>", "not an address"),
    "two addresses with a comma": ("a@council.gov.uk,b@evil.com", "not an address"),
    "two addresses with a semicolon": ("a@council.gov.uk;b@evil.com", "not an address"),
    "two addresses with a space": ("b@evil.com a@council.gov.uk", "not an address"),
    "an encoded line feed in the local part": ("a%0ab@council.gov.uk", "not an address"),
    "an encoded header after the domain": ("a@council.gov.uk%0aBcc:b@evil.com", "not an address"),
    "CR and LF with a header": ("a@council.gov.uk\r\nBcc: b@evil.com", "not an address"),
    "a line feed in the local part": ("a\n@council.gov.uk", "not an address"),
    "a plus address": ("a+1@council.gov.uk", "not an address"),
    "a role mailbox": ("office@council.gov.uk", "shared"),
    "a role mailbox in capitals": ("OFFICE@council.gov.uk", "shared"),
}


@pytest.mark.parametrize(("typed", "expected"), ATTACKS.values(), ids=list(ATTACKS))
def test_no_attack_on_the_address_is_let_in(typed: str, expected: str) -> None:
    assert outcome(typed) == expected


def test_a_parent_of_an_approved_domain_is_not_approved() -> None:
    assert outcome("x@council.gov.uk", BELOW) == "domain"


def test_the_case_of_a_domain_and_of_a_mailbox_makes_no_difference() -> None:
    assert {outcome(each) for each in ("Jo@Council.GOV.uk", "jo@council.gov.uk", "JO@COUNCIL.GOV.UK")} == {
        "jo@council.gov.uk"
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a.b@gmail.com", "ab@googlemail.com", True),
        ("a+1@gmail.com", "A@gmail.com", True),
        ("a+1@school.example", "a@school.example", True),
        ("a.b@school.example", "ab@school.example", False),
        ("a@school.example", "a@surgery.example", False),
    ],
)
def test_plus_addresses_and_dots_lead_to_one_mailbox_by_the_policy_of_the_domain(
    one: str, other: str, same: bool
) -> None:
    assert (mailbox_key(one) == mailbox_key(other)) is same


def test_one_mailbox_has_one_account(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(evolve(NORTH, shared_domains=frozenset({"gmail.com"})))
    joined(front_door, "a.sha@gmail.com", NORTH.id)
    mails(front_door)

    register(front_door.office, Application("Asha", "as.ha@googlemail.com".replace("google", "g"), "x", "", NORTH.id))

    assert kinds(front_door) == [(NoticeKind.ALREADY_REGISTERED, "as.ha@gmail.com")]


def test_a_role_mailbox_is_refused_and_with_the_agencys_flag_waits_for_its_lead() -> None:
    open_to_them = evolve(COUNCIL, kind=AgencyKind.VOLUNTARY, takes_shared_mailboxes=True)

    assert {outcome(f"{name}@council.gov.uk") for name in SHARED_MAILBOXES} == {"shared"}
    assert entry_of("office@council.gov.uk", open_to_them) == Entry(open_to_them, at_once=False)


@pytest.mark.parametrize(
    "domain", ["nhs.net", "gmail.com", "police.uk", "sch.uk", "severnshire.sch.uk", "gov.uk", "co.uk"]
)
def test_a_shared_domain_is_nobodys_own(domain: str) -> None:
    with pytest.raises(NotADomain, match="as shared only"):
        check_domain(domain, shared=False)
    check_domain(domain, shared=True)


def test_a_shared_domain_proves_a_sector_and_no_employer(front_door: FrontDoor) -> None:
    with pytest.raises(ChooseAgency) as choice:
        register(front_door.office, Application("Asha", "asha@nhs.net", "Nurse", "01632 960123"))

    assert [each.id for each in choice.value.agencies] == [NORTH.id, SOUTH.id]
    assert joined(front_door, "asha@nhs.net", NORTH.id).standing is Standing.WAITING


@pytest.mark.parametrize("agency_id", ["agency-council", SCHOOL.id, "", "no-such", CAREFUL.id])
def test_the_choice_of_an_agency_opens_no_agency_that_does_not_share_the_domain(
    front_door: FrontDoor, agency_id: str
) -> None:
    with pytest.raises(ChooseAgency):
        register(front_door.office, Application("Asha", "asha@nhs.net", "Nurse", "01632 960123", agency_id))


def test_the_choice_of_an_agency_counts_for_nothing_on_an_own_domain(front_door: FrontDoor) -> None:
    assert joined(front_door, "asha@hollybush.example", "agency-council").professional.agency == SCHOOL


@pytest.mark.parametrize("local", ["s12345", "ab1234", "20190001", "19jsmith"])
def test_pupils_of_a_school_are_refused(local: str) -> None:
    assert outcome(f"{local}@hollybush.example", SCHOOL) == "pupil"


@pytest.mark.parametrize("local", ["alum.jo", "stu-77", "x99.old"])
def test_pupils_and_alumni_are_refused_by_the_agencys_own_patterns(local: str) -> None:
    careful = evolve(CAREFUL, refused_addresses=("alum.*", "stu-##", "?##.old"))

    assert outcome(f"{local}@careful.example", careful) == "pupil"
    assert outcome(f"jo.{local}@careful.example", careful) == mailbox_key(f"jo.{local}@careful.example")


def test_a_lapsed_domain_lets_nobody_register_once_it_is_taken_out(front_door: FrontDoor) -> None:
    token = ask(front_door, "asha@careful.example")
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(evolve(CAREFUL, email_domains=frozenset({"other.example"})))

    with pytest.raises(LinkNotValid):
        confirm_registration(front_door.office, token, PASSWORD)


def test_a_link_opened_by_a_mail_scanner_changes_nothing(front_door: FrontDoor) -> None:
    token = ask(front_door, "asha@hollybush.example")

    for _ in range(3):
        look_at_link(front_door.office, token)

    assert confirm_registration(front_door.office, token, PASSWORD).standing is Standing.ACTIVE


def test_a_link_is_used_once(front_door: FrontDoor) -> None:
    token = ask(front_door, "asha@hollybush.example")
    confirm_registration(front_door.office, token, PASSWORD)

    with pytest.raises(LinkNotValid):
        confirm_registration(front_door.office, token, PASSWORD)


def test_a_newer_link_supersedes_an_older_one_to_the_same_mailbox(front_door: FrontDoor) -> None:
    older = ask(front_door, "asha@hollybush.example")
    newer = ask(front_door, "ASHA@hollybush.example")

    with pytest.raises(LinkNotValid):
        look_at_link(front_door.office, older)
    assert look_at_link(front_door.office, newer).email == "ASHA@hollybush.example"


def test_a_link_expires(front_door: FrontDoor) -> None:
    token = ask(front_door, "asha@hollybush.example")
    front_door.clock.at += timedelta(hours=24)

    with pytest.raises(LinkNotValid):
        look_at_link(front_door.office, token)


def test_a_link_raced_twice_makes_one_account(front_door: FrontDoor) -> None:
    token = ask(front_door, "asha@hollybush.example")

    def confirm() -> None:
        confirm_registration(front_door.office, token, PASSWORD)

    outcomes = at_once(confirm, confirm)

    assert sorted(type(each).__name__ for each in outcomes) == ["LinkNotValid", "NoneType"]


def test_a_link_to_change_an_address_is_dead_after_the_address_changed(front_door: FrontDoor) -> None:
    tokens = []
    for email in ("new.one@hollybush.example", "new.two@hollybush.example"):
        ask_address_change(front_door.office, TEACHER, email)
        tokens.append(mails(front_door)[-1].link_path.rpartition("/")[2])

    changed = change_address(front_door.office, TEACHER, tokens[1])

    assert changed.professional.email == "new.two@hollybush.example"
    for token in tokens:
        with pytest.raises(LinkNotValid):
            change_address(front_door.office, changed.professional, token)


def test_a_forwarded_link_to_change_an_address_works_for_its_own_person_alone(front_door: FrontDoor) -> None:
    ask_address_change(front_door.office, TEACHER, "new.one@hollybush.example")
    token = mails(front_door)[-1].link_path.rpartition("/")[2]

    with pytest.raises(LinkNotValid):
        change_address(front_door.office, HEAD, token)


@pytest.mark.parametrize("email", ["asha@gmail.com", "asha@elsewhere.example"])
def test_nobody_registers_with_an_approved_agency_and_then_changes_to_a_personal_address(
    front_door: FrontDoor, email: str
) -> None:
    with pytest.raises(RegistrationRefused) as refused:
        ask_address_change(front_door.office, TEACHER, email)

    assert (refused.value.reason, mails(front_door)) == ("domain", [])


def test_v6_3_8_enumeration_gains_nothing_from_what_is_queued(front_door: FrontDoor) -> None:
    register(front_door.office, Application("A", TEACHER.email, "x", "01632 960123"))
    register(front_door.office, Application("A", "nobody.yet@hollybush.example", "x", "01632 960123"))

    assert [each.kind for each in mails(front_door)] == [
        NoticeKind.ALREADY_REGISTERED,
        NoticeKind.CONFIRM_REGISTRATION,
    ]


def test_a_sign_up_flood_stops_at_the_cap_of_its_domain_and_leaves_other_domains_alone(front_door: FrontDoor) -> None:
    capped = evolve(front_door, office=evolve(front_door.office, joining=JoiningRules(waiting_per_domain=2)))
    early = ask(capped, "late@nhs.net", NORTH.id)
    for name in ("one", "two"):
        joined(capped, f"{name}@nhs.net", NORTH.id)

    for refused in (lambda: ask(capped, "three@nhs.net", SOUTH.id), lambda: look_at_link(capped.office, early)):
        with pytest.raises(RegistrationRefused) as problem:
            refused()
        assert problem.value.reason == "full"
    assert joined(capped, "one@careful.example").standing is Standing.WAITING
    assert joined(capped, "one@south-surgery.example").standing is Standing.ACTIVE


def test_a_flood_sends_the_lead_one_email_a_day(front_door: FrontDoor) -> None:
    tokens = [ask(front_door, f"{name}@nhs.net", NORTH.id) for name in ("one", "two", "three")]
    for token in tokens:
        confirm_registration(front_door.office, token, PASSWORD)

    assert kinds(front_door) == [(NoticeKind.PEOPLE_WAITING, NORTHS_LEAD.id)]


def test_who_waits_cannot_sign_in_and_learns_why_with_the_right_password_alone(front_door: FrontDoor) -> None:
    joined(front_door, "asha@nhs.net", NORTH.id)

    with pytest.raises(NotOpen) as told:
        sign_in(front_door.office, "asha@nhs.net", PASSWORD)
    with pytest.raises(Exception) as refused:
        sign_in(front_door.office, "asha@nhs.net", "another password")

    assert (told.value.standing, type(refused.value)) == ("waiting", SignInRefused)


def test_registering_gives_the_role_of_a_professional_and_no_other(front_door: FrontDoor) -> None:
    assert joined(front_door, "asha@hollybush.example").professional.roles == {Role.PROFESSIONAL}


def test_the_code_points_of_a_name_that_mixes_scripts_are_shown() -> None:
    assert strange_signs("Аsha Bello") == (Sign("U+0410", "CYRILLIC CAPITAL LETTER A"),)
    assert [strange_signs(name) for name in ("Asha Bello", "Siân Ó Briain", "O’Neil-Łoś", "Аша")] == [()] * 4


LOCALS = st.text("ab1.", min_size=1, max_size=12)
PATTERNS = st.text("ab1.#?*", min_size=1, max_size=12)


@given(PATTERNS, LOCALS)
def test_patterns_match_as_the_plain_reading_of_them_does(pattern: str, local: str) -> None:
    assert matches(pattern, local) is _plainly(pattern, local)


def _plainly(pattern: str, local: str) -> bool:
    if not pattern:
        return not local
    first, rest = pattern[0], pattern[1:]
    if first == "*":
        return any(_plainly(rest, local[taken:]) for taken in range(len(local) + 1))
    fits = bool(local) and (first == "?" or first == local[0] or (first == "#" and local[0].isdigit()))
    return fits and _plainly(rest, local[1:])


@given(st.text(max_size=80))
def test_whatever_is_typed_is_refused_or_is_one_plain_address_of_an_approved_domain(typed: str) -> None:
    said = outcome(f"{typed}@council.gov.uk")

    if said not in {"not an address", "shared", "pupil", "domain"}:
        local, _, domain = said.rpartition("@")
        assert domain == "council.gov.uk"
        assert set(local) <= set("abcdefghijklmnopqrstuvwxyz0123456789._'-")


@given(st.text("abAB.+1", min_size=1, max_size=10), st.sampled_from(["gmail.com", "googlemail.com", "school.example"]))
def test_a_mailbox_has_one_form_however_often_it_is_taken(local: str, domain: str) -> None:
    key = mailbox_key(f"{local}@{domain}")

    assert (mailbox_key(key), mailbox_key(f"{local}@{domain}".upper())) == (key, key)


def test_the_lead_who_was_named_leads_as_soon_as_their_own_domains_address_is_proved(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(evolve(CAREFUL, lead_email="asha@careful.example"))

    entered = joined(front_door, "Asha@careful.example")

    assert (entered.standing, entered.professional.roles) == (
        Standing.ACTIVE,
        frozenset({Role.PROFESSIONAL, Role.AGENCY_LEAD}),
    )
    assert account(front_door, NORTHS_LEAD.id).professional.agency == NORTH
