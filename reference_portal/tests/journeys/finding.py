"""Finding a child by what most people know: the name and the birthday."""

from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import MadeUpPerson


def find(somebody: Walker, child: MadeUpPerson) -> None:
    somebody.menu("Find a child")
    somebody.fill("Given name", child.name.given)
    somebody.fill("Family name", child.name.family)
    born = child.birth_date.on
    for label, number in (("Day", born.day), ("Month", born.month), ("Year", born.year)):
        somebody.fill(label, str(number))
    somebody.main.get_by_role("group", name="Why are you looking").get_by_role("radio").first.check()
    somebody.press("Search")
    somebody.is_at("Search results")
