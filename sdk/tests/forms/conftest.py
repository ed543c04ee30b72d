"""Small forms made from TOML, and a day that stands for today."""

from collections.abc import Callable
from datetime import date

import pytest

from frontdoor.forms import FormDefinition, read_form

TODAY = date(2026, 11, 14)

ONE_QUESTION = """
id = "small"
version = "2026-11"
title = "Small form"
[[sections]]
id = "only"
title = "Only section"
[[sections.pages]]
id = "only"
title = "Only page"
[[sections.pages.questions]]
id = "it"
label = "What is it?"
called = "it"
"""


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def form_of() -> Callable[[str], FormDefinition]:
    """Makes a form of one question, `it`, from the keys that matter to a test."""
    return lambda keys: read_form(ONE_QUESTION + keys)
