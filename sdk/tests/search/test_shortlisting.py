"""Which records a look-up found are worth reading."""

from frontdoor.search import Lookup, Plan, Posting, Worded, shortlist

PLAN = Plan((Worded(("nkemelu", "nkemelo"), 2), Worded(("zaynab",), 5)))


def test_a_date_or_a_postcode_without_any_of_the_words_is_nothing() -> None:
    postings = [Posting(Lookup.BIRTH_DATE, 1, "okafor"), Posting(Lookup.POSTCODE, 2, "nkemelo")]
    assert shortlist(PLAN, postings, 10) == (2,)


def test_numbers_come_before_words_and_more_words_before_fewer() -> None:
    postings = [
        Posting(Lookup.WORDS, 1, ""),
        Posting(Lookup.BIRTH_DATE, 2, "nkemelu"),
        Posting(Lookup.BIRTH_DATE, 2, "zaynab"),
        Posting(Lookup.BIRTH_DATE, 3, "nkemelu"),
        Posting(Lookup.NUMBER, 4, ""),
    ]
    assert shortlist(PLAN, postings, 10) == (4, 2, 3, 1)


def test_no_more_are_read_than_asked_for() -> None:
    assert len(shortlist(PLAN, [Posting(Lookup.WORDS, person, "") for person in range(50)], 10)) == 10
