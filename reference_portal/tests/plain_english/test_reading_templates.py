"""That a template is read whole: both arms of a choice, what a macro is given, and the text of every element."""

import pytest
from reference_portal.tests.plain_english.templates import texts_of


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Sent by {{ who }} <a>here</a>.</p>", ["Sent by Ada here."]),
        ("<div>It stays. <b>Look!</b><p>More</p>Then end.</div>", ["It stays. Look!", "More", "Then end."]),
        ("<span class='govuk-caption-l'>One</span>Two", ["One", "Two"]),
        ('<p>They {{ "answer" if a else "decide" }} soon</p>', ["They answer soon", "They decide soon"]),
        ("<p>It is {% if a %}A{% elif b %}B{% else %}C{% endif %}</p>", ["It is A", "It is B", "It is C"]),
        ('{{ warn({"text": "Call" ~ (": " ~ n if n else "") ~ "."}) }}', ["Call: Ada.", "Call."]),
        ('{{ line(ui, "clock", "Time in London", v, "Like 7:30am.") }}', ["Time in London", "Like 7:30am."]),
        ('{% set heading = "Keep it" if a else "Save it now" %}', ["Keep it", "Save it now"]),
        ('{{ a({"legend": {"html": "<span class=\'govuk-caption-l\'>One</span>Two"}}) }}', ["One", "Two"]),
        ('{{ a(classes="govuk-a govuk-b govuk-c govuk-d", href="/one two three four") }}', []),
        ("{{ ui.part() }}\nWords that follow it", ["Words that follow it"]),
        ("<p>{{ name }}</p>", []),
    ],
)
def test_a_template_is_read_whole(source: str, found: list[str]) -> None:
    assert texts_of(source) == found
