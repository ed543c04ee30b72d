"""Posted items of a group: read, counted anew where one is blank or taken away, and laid over what the draft holds."""

import pytest

from frontdoor.forms import Equals, Option, Page, Question, QuestionKind, RawAnswers, RawItem
from frontdoor_portal.web.drafts.typed import Then, TypedPage, read_page, told_of, with_unasked
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
NAME = Question("who", QuestionKind.NAME, "Name")
AGED = Question("aged", QuestionKind.CHOICE, "Is the age known?", options=YES_NO)
AGE = Question("age", QuestionKind.TEXT, "Age", show_when=Equals("aged", "yes"))
PAGE = Page(
    "home",
    "Home",
    (Question("home", QuestionKind.GROUP, "Who lives there?", questions=(NAME, AGED, AGE), item="person"),),
)


def fields(**values: str | tuple[str, ...]) -> Fields:
    return Fields({name.replace("__", "-"): (v,) if isinstance(v, str) else v for name, v in values.items()})


ZOE = {"home__1__who__given": "Zoë", "home__1__who__family": ""}
ADA = {"home__3__who__given": "Ada", "home__3__who__family": "", "home__3__aged": "yes"}
BLANK = {"home__2__who__given": " ", "home__2__who__family": ""}
ASKED = ("home", "home-1-who", "home-1-aged", "home-2-who", "home-2-aged", "home-3-who", "home-3-aged", "home-3-age")


def test_blank_items_are_gone_and_the_rest_is_counted_anew() -> None:
    beside = f"home-3-{told_of({'age': '40'})}"
    assert read_page(PAGE, fields(**ZOE, **BLANK, **ADA, asked=ASKED, beside=beside)) == TypedPage(
        typed={
            "home": ({"who": {"given": "Zoë", "family": ""}}, {"who": {"given": "Ada", "family": ""}, "aged": "yes"})
        },
        asked=frozenset({"home", "home-1-who", "home-1-aged", "home-2-who", "home-2-aged", "home-2-age"}),
        then=Then.ON,
        back_to_check=False,
        beside={"home": ("", told_of({"age": "40"}))},
    )


def test_an_item_is_taken_away_by_its_button() -> None:
    read = read_page(PAGE, fields(**ZOE, **ADA, asked=ASKED, then="remove-home-1"))
    assert (read.typed, read.then, read.group) == (
        {"home": ({"who": {"given": "Ada", "family": ""}, "aged": "yes"},)},
        Then.REMOVE,
        "home",
    )


@pytest.mark.parametrize(("pressed", "place"), [("ask-home-3", 2), ("keep-home-1", 1), ("ask-home-2", 0)])
def test_an_item_that_is_asked_about_stays_and_is_told_by_where_it_stands_now(pressed: str, place: int) -> None:
    read = read_page(PAGE, fields(**ZOE, **BLANK, **ADA, asked=ASKED, then=pressed))
    assert (len(read.typed["home"]), read.item) == (2, place)  # type: ignore[arg-type]


def test_a_group_with_nothing_in_it_is_cleared() -> None:
    sent = read_page(PAGE, fields(**BLANK, asked=("home", "home-2-who")))
    assert with_unasked({"home": ({"who": {"given": "Zoë"}},)}, PAGE, sent) == {"home": ()}


def test_a_member_that_did_not_stand_on_the_page_keeps_its_answer() -> None:
    zoe: RawItem = {"who": {"given": "Zoë"}, "age": "9"}
    kept: RawAnswers = {"home": (zoe, {"who": {"given": "Bo"}}, {"age": "40"})}
    beside = (f"home-1-{told_of({'age': '9'})}", f"home-3-{told_of({'age': '40'})}")
    sent = read_page(PAGE, fields(**ZOE, **BLANK, **ADA, asked=ASKED[:-1], beside=beside))
    assert with_unasked(kept, PAGE, sent) == {
        "home": (
            {"who": {"given": "Zoë", "family": ""}, "age": "9"},
            {"who": {"given": "Ada", "family": ""}, "aged": "yes", "age": "40"},
        )
    }


def test_what_another_window_took_away_gives_nobody_the_answers_of_somebody_else() -> None:
    """The page was opened with Zoë, Bo and Ada on it, and Zoë has gone from the draft since."""
    bo: RawItem = {"who": {"given": "Bo"}, "age": "40"}
    kept: RawAnswers = {"home": (bo, {"who": {"given": "Ada"}})}
    named = {f"home__{number}__who__given": name for number, name in enumerate(("Zoë", "Bo", "Ada"), 1)}
    asked = ("home", *(f"home-{number}-{each}" for number in (1, 2, 3) for each in ("who", "aged")))
    beside = (f"home-1-{told_of({'age': '9'})}", f"home-2-{told_of({'age': '40'})}")
    sent = read_page(PAGE, fields(**named, asked=asked, beside=beside))
    assert with_unasked(kept, PAGE, sent) == {
        "home": (
            {"who": {"given": "Zoë", "family": ""}},
            {"who": {"given": "Bo", "family": ""}, "age": "40"},
            {"who": {"given": "Ada", "family": ""}},
        )
    }


def test_a_page_that_does_not_say_what_an_item_holds_beside_it_is_given_nothing() -> None:
    bo: RawItem = {"who": {"given": "Bo"}, "age": "40"}
    kept: RawAnswers = {"home": (bo,)}
    sent = read_page(PAGE, fields(**ZOE, asked=ASKED[:3]))
    assert with_unasked(kept, PAGE, sent) == {"home": ({"who": {"given": "Zoë", "family": ""}},)}


def test_a_member_that_was_asked_and_left_blank_is_cleared() -> None:
    kept: RawAnswers = {"home": ({"who": {"given": "Bo"}}, {}, {"aged": "yes", "age": "40"})}
    sent = read_page(PAGE, fields(**ADA, asked=ASKED))
    assert with_unasked(kept, PAGE, sent) == {"home": ({"who": {"given": "Ada", "family": ""}, "aged": "yes"},)}


@pytest.mark.parametrize(
    "sent",
    [
        fields(home__1__shoe_size="3"),
        fields(home__0__age="3"),
        fields(home__x__age="3"),
        fields(home__1__age=("3", "4")),
        fields(home="x"),
        fields(asked="home-1-shoe_size"),
        fields(beside="home-1-9"),
        fields(beside=f"away-1-{'0' * 32}"),
        fields(then="remove-home"),
        fields(then="ask-home"),
        fields(then="add-home-1"),
        fields(then="add-away"),
        fields(then="steal-home-1"),
        fields(**{f"home__{number}__age": "3" for number in range(1, 102)}),
    ],
)
def test_what_no_page_with_this_group_sends_is_refused(sent: Fields) -> None:
    with pytest.raises(BadRequest):
        read_page(PAGE, sent)
