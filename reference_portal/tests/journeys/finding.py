"""Finding a child by what most people know: the name and the birthday."""

from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import MadeUpPerson


def find(somebody: Walker, child: MadeUpPerson) -> None:
    """Search; somebody whose work the front door does not know says so for each record, and searches again."""
    search(somebody, child)
    while (little := somebody.main.get_by_role("link", name="A record may exist")).count():
        with somebody.landing():
            little.first.click()
        say_so(somebody)
        search(somebody, child)


def search(somebody: Walker, child: MadeUpPerson) -> None:
    somebody.menu("Find a child")
    somebody.fill("Given name", child.name.given)
    somebody.fill("Family name", child.name.family)
    born = child.birth_date.on
    for label, number in (("Day", born.day), ("Month", born.month), ("Year", born.year)):
        somebody.fill(label, str(number))
    somebody.main.get_by_role("group", name="Why are you looking").get_by_role("radio").first.check()
    somebody.press("Search")
    somebody.is_at("Search results")


def say_so(somebody: Walker) -> None:
    """From the page of a record that may exist, to the record."""
    somebody.is_at("A record may exist")
    somebody.follow("Say how you work with the child")
    somebody.fill("How do you work with the child?", "Class teacher since September")
    somebody.press("Say so and open the record")
    somebody.is_at("Single view of a child")
