"""A machine that lacks something fails the tests that need it, unless it is said to go without."""

import pytest
from reference_portal.tests.needing import WITHOUT, report_missing


@pytest.mark.parametrize("without", [None, "", "browser", "postgres", "nopostgresql"])
def test_what_is_missing_fails_with_the_way_to_go_without(monkeypatch: pytest.MonkeyPatch, without: str | None) -> None:
    if without is None:
        monkeypatch.delenv(WITHOUT, raising=False)
    else:
        monkeypatch.setenv(WITHOUT, without)

    with pytest.raises(pytest.fail.Exception) as failed:
        report_missing("postgresql", "It did not start")

    assert failed.value.msg == ("It did not start\nTo leave out what needs it: FRONTDOOR_TESTS_WITHOUT=postgresql")


@pytest.mark.parametrize("without", ["postgresql", "browser,postgresql"])
def test_what_is_missing_is_left_out_where_that_is_said(monkeypatch: pytest.MonkeyPatch, without: str) -> None:
    monkeypatch.setenv(WITHOUT, without)

    with pytest.raises(pytest.skip.Exception) as skipped:
        report_missing("postgresql", "It did not start")

    assert skipped.value.msg == "It did not start"
