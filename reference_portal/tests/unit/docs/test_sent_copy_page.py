"""The page about the copy as data has the schema that copies keep."""

import json

from reference_portal.tests.unit.docs.pages import ROOT, blocks

from frontdoor_portal.copies import schema

PAGE = ROOT / "docs" / "reference" / "sent-copy.md"


def test_the_page_has_the_schema_word_for_word() -> None:
    assert [json.loads(block.text) for block in blocks("json", (PAGE,))] == [schema()]
