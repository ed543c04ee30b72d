"""The rule on feeds: everybody, page by page, and afterwards whoever changed."""

from collections import Counter

import pytest

from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.failures import NotFound
from frontdoor.connectors.feed import MOST_ON_A_PAGE, FeedPage, PersonIdentity
from frontdoor.testing.conformance import samples
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.kinds import Ask
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.outcomes import TRIES
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.stand import Stand

MOST_PAGES = 2_000
"""Far more than the made-up families fill, one to a page: a feed that needs more does not end."""


class FeedsEverybody(Checks, rule="feeds-everybody", tier=Tier.GOLD):
    """Followed from the beginning a feed holds everybody; followed on, whoever was added, changed or removed since.

    A page may be asked for again, an identity says no more than whom it is about, and a cursor nothing of anybody.
    """

    @pytest.mark.parametrize("most", [1, 7, MOST_ON_A_PAGE])
    @needs(Ask.FEED)
    def test_everybody_is_told_at_any_size_of_a_page(self, stand: Stand, most: int) -> None:
        pages = follow(stand, "", most)

        told = {each.id: each for page in pages for each in page.people}
        names = Counter(str(each.name) for each in told.values() if not each.restricted)
        closed = [each for each in told.values() if each.restricted]
        sought = [known for known in stand.kind.known if not known.is_duplicate]
        wanted = Counter(str(known.name) for known in sought if not known.restricted)
        assert wanted - names == Counter()
        assert len(closed) == len([known for known in sought if known.restricted])
        assert max(len(page.people) for page in pages) <= most

    @needs(Ask.FEED)
    def test_a_restricted_person_is_told_with_a_display_name_at_most(self, stand: Stand) -> None:
        closed = [each for each in everybody(stand) if each.restricted]

        assert closed == [PersonIdentity(each.id, each.name, restricted=True) for each in closed]

    @needs(Ask.FEED)
    def test_what_an_identity_says_is_true(self, stand: Stand) -> None:
        ella = stand.kind.person(samples.CHILD)

        told = [each for each in everybody(stand) if each.name == ella.name]

        assert [each.birth_date for each in told] == [ella.birth_date]
        assert [each.sex for each in told] == [ella.sex]
        assert {number for each in told for number in each.nhs_numbers} <= {*ella.nhs_numbers}
        assert {upn for each in told for upn in each.upns} <= {*ella.upns}
        assert [each.postcodes[:1] for each in told] in ([()], [(ella.postcode,)])

    @needs(Ask.FEED, Ask.GET)
    def test_an_identity_leads_to_its_record(self, stand: Stand) -> None:
        ella = stand.kind.person(samples.CHILD)
        found = ids([each for each in everybody(stand) if each.name == ella.name])

        assert [stand.ask(Ask.GET, each).value.name for each in found] == [ella.name]

    @needs(Ask.FEED)
    def test_a_cursor_says_nothing_of_anybody(self, stand: Stand) -> None:
        cursors = [page.cursor for page in follow(stand, "", 7)]
        numbers = [each.value for known in stand.kind.known for each in known.nhs_numbers]
        numbers += [each.value for known in stand.kind.known for each in known.upns]
        names = [known.name.family for known in stand.kind.known if len(known.name.family) > 3]

        assert [each for each in (*numbers, *names) if any(each in cursor for cursor in cursors)] == []

    @needs(Ask.FEED)
    def test_a_page_asked_for_again_tells_the_same_people(self, stand: Stand) -> None:
        first = stand.ask(Ask.FEED, "", 7).value

        once, again = (stand.ask(Ask.FEED, first.cursor, 7).value for _ in range(2))

        assert ids(list(again.people)) == ids(list(once.people))

    @needs(Ask.FEED)
    def test_a_cursor_that_is_not_ours_is_not_found_or_begins_again(self, stand: Stand) -> None:
        # To answer with nobody, as if all were told, would leave everybody out for ever.
        try:
            page = stand.ask(Ask.FEED, "cursor-of-another-age", 7).value
        except NotFound:
            return
        assert page.people != ()

    @needs(Ask.FEED)
    def test_a_feed_that_was_followed_to_its_end_goes_on_from_there(self, stand: Stand) -> None:
        cursor = follow(stand, "", MOST_ON_A_PAGE)[-1].cursor

        assert follow(stand, cursor, MOST_ON_A_PAGE)[-1].is_last

    @needs(Ask.FEED, Ask.SEARCH, Operation.OPEN_EPISODE)
    def test_who_was_put_on_record_is_told(self, stand: Stand) -> None:
        cursor = follow(stand, "", MOST_ON_A_PAGE)[-1].cursor
        request = samples.for_somebody_new(samples.episode_for(stand))
        person_id = stand.person_of(stand.ask(Operation.OPEN_EPISODE, request))

        assert person_id in [each.id for page in follow(stand, cursor, 7) for each in page.people]

    # What follows changes the simulator's people, so that it comes last.

    @needs(Ask.FEED)
    def test_who_was_changed_is_told(self, stand: Stand) -> None:
        cursor = follow(stand, "", MOST_ON_A_PAGE)[-1].cursor

        changed = stand.simulator.change_somebody()

        assert changed in [each.id for page in follow(stand, cursor, 7) for each in page.people]

    @needs(Ask.FEED)
    def test_who_was_changed_while_the_feed_was_followed_is_told(self, stand: Stand) -> None:
        first = stand.ask(Ask.FEED, "", 7).value
        changed = stand.simulator.change_somebody()
        rest = follow(stand, first.cursor, 7)

        assert changed in [each.id for page in rest for each in page.people]

    @needs(Ask.FEED)
    def test_who_was_removed_is_gone(self, stand: Stand) -> None:
        cursor = follow(stand, "", MOST_ON_A_PAGE)[-1].cursor

        removed = stand.simulator.remove_somebody()

        pages = follow(stand, cursor, 7)
        gone = [each for page in pages for each in page.gone]
        assert removed in gone or {each.id for page in pages for each in page.people} == {*ids(everybody(stand))}
        assert removed not in ids(everybody(stand))


def follow(stand: Stand, cursor: str, most: int) -> list[FeedPage]:
    """The pages from a cursor to the last one there is for now, as the portal follows them.

    A cursor that is too old to go on from is answered with `NotFound`: then the feed is begun again, and whoever is not
    in it is gone.
    """
    pages: list[FeedPage] = []
    beginnings = 0
    while not pages or not pages[-1].is_last:
        assert len(pages) < MOST_PAGES, "the feed does not come to an end"
        try:
            pages.append(stand.ask(Ask.FEED, pages[-1].cursor if pages else cursor, most).value)
        except NotFound:
            beginnings += 1
            assert beginnings < TRIES, "the feed does not go on from its own cursors"
            pages, cursor = [], ""
    return pages


def ids(people: list[PersonIdentity]) -> list[str]:
    return [each.id for each in people]


def everybody(stand: Stand) -> list[PersonIdentity]:
    return [each for page in follow(stand, "", MOST_ON_A_PAGE) for each in page.people]
