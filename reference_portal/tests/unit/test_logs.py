"""Logs hold keys from a list: whatever else a room says by mistake is dropped."""

import json

import pytest
import structlog

from frontdoor_portal.logs import ALLOWED_KEYS, configure_logs, only_allowed


def test_keys_that_are_not_on_the_list_are_dropped_and_named() -> None:
    event = {"event": "searched", "source": "Framework-i", "child": "Ella Ashdown", "query": {"family_name": "Ashdown"}}

    assert only_allowed(None, "info", event) == {
        "event": "searched",
        "source": "Framework-i",
        "dropped_keys": ["child", "query"],
    }


def test_a_line_is_json_with_allowed_keys_only(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    try:
        structlog.get_logger().warning("delivery_broke", reference="FD-7K3M-9QXP", name="Ella Ashdown")
    finally:
        structlog.reset_defaults()

    line = json.loads(capsys.readouterr().out)
    assert line.keys() <= ALLOWED_KEYS | {"dropped_keys"}
    assert (line["event"], line["reference"], line["dropped_keys"]) == ("delivery_broke", "FD-7K3M-9QXP", ["name"])
