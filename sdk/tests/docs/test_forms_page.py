"""The page about forms says what each kind of contact needs."""

import re
from pathlib import Path

from frontdoor.domain.kinds import KINDS
from frontdoor.forms.needing import NEEDED

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "forms.md"


def test_the_table_has_what_each_kind_needs() -> None:
    part = PAGE.read_text("utf-8").partition("## What a form must ask")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", part, re.MULTILINE)
    told = {form_id: set(re.findall(r"`(\w+)`", cell)) for form_id, cell in rows}
    assert told == {rules.form_id: {concept.value for concept in NEEDED[kind]} for kind, rules in KINDS.items()}
