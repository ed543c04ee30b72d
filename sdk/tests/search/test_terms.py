"""What a record can be found by: every word of every name, and every number; of a restricted one nothing."""

import pytest
from attrs import evolve

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import PersonName
from frontdoor.search import Terms, terms_of

SIOBHAN = PersonIdentity(
    "p-1",
    PersonName("Siobhán Mary", "O'Brien-Mc Gee"),
    other_names=(PersonName("", "Łukasiewicz"),),
    postcodes=(Postcode("WR5 2NP"), Postcode("ZZ99 3VZ")),
    nhs_numbers=(NhsNumber("9990000018"),),
    upns=(Upn("A885200010001"),),
)


def test_every_word_of_every_name_and_every_number_is_kept() -> None:
    assert terms_of(SIOBHAN) == Terms(
        frozenset({"siobhan", "mary", "obrien", "mcgee", "lukasiewicz"}),
        frozenset({"WR52NP", "9990000018", "A885200010001"}),
    )


def test_nothing_is_kept_of_a_restricted_record() -> None:
    assert terms_of(evolve(SIOBHAN, restricted=True)) == Terms(frozenset(), frozenset())


@pytest.mark.parametrize(
    ("composed", "decomposed"), [("Zoë", "Zoe\u0308"), ("Dŵr", "Dw\u0302r")], ids=["diaeresis", "circumflex"]
)
def test_a_name_is_the_same_in_either_form_of_unicode(composed: str, decomposed: str) -> None:
    one, other = (PersonIdentity("p-1", PersonName(name, "")) for name in (composed, decomposed))
    assert terms_of(one) == terms_of(other)
