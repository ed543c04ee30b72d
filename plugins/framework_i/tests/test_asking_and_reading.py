"""What the schema lets through and our own types do not."""

from datetime import date, datetime, timedelta, timezone

import pytest
from attrs import evolve
from lxml import etree

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.episodes import EpisodeRequest
from frontdoor.connectors.people import LegalStatus, Plan, PlanKind
from frontdoor.domain.identifiers import NhsNumber, Postcode
from frontdoor.domain.people import Address, BirthDate, BirthDateKind
from frontdoor_framework_i import asking, reading
from frontdoor_framework_i.client import Request
from frontdoor_framework_i.contract import NAMESPACE, named


def person(extra: str = "", birth: str = "", after: str = "") -> etree._Element:
    return etree.fromstring(
        f'<person xmlns="{NAMESPACE}"><personId>1</personId><details><name><given>A</given></name>{birth}'
        f"<sex>U</sex>{extra}<caseStatus>open</caseStatus><doNotDiscloseAddress>1</doNotDiscloseAddress>"
        f"{after}</details></person>"
    )


def sent(request: Request) -> dict[str, str]:
    return {etree.QName(element).localname: element.text or "" for element in request.payload}


def test_a_number_that_fails_its_check_digit_is_left_out() -> None:
    written = "<nhsNumber>9990010374</nhsNumber><nhsNumber>9990010375</nhsNumber><upn>B000000000000</upn>"
    read = reading.person(person(written))
    assert (read.nhs_numbers, read.upns) == ((NhsNumber("9990010374"),), ())


def test_a_postcode_of_another_country_becomes_a_line() -> None:
    written = "<address><line>1 Rue X</line><postcode>D02 X285</postcode><note>Abroad</note></address>"
    assert reading.person(person(written)).address == Address(("1 Rue X", "D02 X285"), None, "Abroad")


def test_a_postcode_of_this_country_is_read_as_one() -> None:
    written = "<address><postcode>WR80 1AB</postcode></address>"
    assert reading.person(person(written)).address == Address((), Postcode("WR80 1AB"))


def test_a_date_with_a_zone_is_the_day_that_is_written() -> None:
    read = reading.person(person(birth='<birthDate kind="estimated">2019-03-02+14:00</birthDate>'))
    assert read.birth_date == BirthDate(date(2019, 3, 2), BirthDateKind.ESTIMATED)


def test_true_may_be_written_as_one() -> None:
    assert reading.person(person()).do_not_disclose_address is True


def test_plans_that_are_not_told_are_not_none() -> None:
    untold, none, some = (
        reading.person(person(after=written))
        for written in (
            "",
            "<plans/><legalStatuses/>",
            '<plans><plan kind="looked_after"/></plans>'
            '<legalStatuses><legalStatus code="C2" since="2026-03-04"/></legalStatuses>',
        )
    )
    assert (untold.plans, untold.legal_statuses) == (None, None)
    assert (none.plans, none.legal_statuses) == ((), ())
    assert (some.plans, some.legal_statuses) == (
        (Plan(PlanKind.LOOKED_AFTER),),
        (LegalStatus("C2", date(2026, 3, 4)),),
    )


def test_a_year_beyond_our_calendar_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        reading.person(person(birth='<birthDate kind="known">12019-03-02</birthDate>'))


def test_a_reference_that_is_not_ours_is_a_value_error() -> None:
    response = etree.fromstring(
        f'<r xmlns="{NAMESPACE}"><episode><episodeId>1</episodeId><submissionRef>FD-AAAA-AAAA</submissionRef>'
        "<personId>1</personId><status>Open</status><team>T</team></episode></r>"
    )
    with pytest.raises(ValueError, match="reference"):
        reading.episode(response)


def test_a_query_sends_only_the_parts_it_has() -> None:
    query = PersonQuery(family_name=" Ashdown ", given_name=" ", date_of_birth=date(2014, 5, 17), limit=5)
    expected = {"surname": "Ashdown", "dateOfBirth": "2014-05-17", "maxResults": "5"}
    assert sent(asking.search_request(query)) == expected


def test_a_contact_date_is_sent_in_utc(wanted: EpisodeRequest) -> None:
    summer = datetime(2026, 7, 1, 9, 15, tzinfo=timezone(timedelta(hours=1)))
    assert (
        sent(asking.open_request(evolve(wanted, contact_date=summer), "Duty"))["contactDate"] == "2026-07-01T08:15:00Z"
    )


def test_answers_are_sent_in_order_with_their_questions(wanted: EpisodeRequest) -> None:
    request = asking.open_request(wanted, "Duty")
    [answer] = request.payload.iterfind(f"{named('answers')}/{named('answer')}")
    assert [child.text for child in answer] == ["what_happened", "What happened?", "Two lines\r\n<b>& no mark-up</b>"]
