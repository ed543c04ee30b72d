import pytest

from frontdoor.conversion import DataFaults, structure
from frontdoor.secrets.references import SecretReference
from frontdoor_framework_i.settings import CaseNotes, FrameworkISettings

TABLE = {"address": "https://soap.council.example/fwi", "user": "portal", "password": "keyring:framework-i/password"}


def test_a_table_with_the_three_needed_keys_has_sound_defaults() -> None:
    assert structure(TABLE, FrameworkISettings) == FrameworkISettings(
        address="https://soap.council.example/fwi",
        user="portal",
        password=SecretReference("framework-i", "password"),
        source_name="Framework-i",
        team="Family Front Door",
        case_notes=CaseNotes.MANUAL,
        connect_seconds=1.0,
        total_seconds=20.0,
        max_answer_bytes=2_000_000,
        feed_page=2_000,
        max_feed_bytes=8_000_000,
        max_document_bytes=10_000_000,
        ca_file=None,
    )


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:9000", "127.9.9.9"])
def test_this_machine_may_be_asked_without_tls(host: str) -> None:
    address = f"http://{host}/fwi"
    assert structure({**TABLE, "address": address}, FrameworkISettings).address == address


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://soap.council.example/", "must be https"),
        ("http://127.0.0.1.council.example/", "must be https"),
        ("ftp://soap.council.example/", "must be a whole address"),
        ("soap.council.example/fwi", "must be a whole address"),
        ("https:///fwi", "must be a whole address"),
        ("https://portal:hunter2@soap.council.example/", "must not carry a user or a password"),
        ("https://soap.council.example:99999/", "is not an address"),
        ("https://soap.council.example/#part", "without a # part"),
        ("https://soap.council.example/a b", "without spaces"),
        ("https://söap.council.example/", "plain ASCII"),
    ],
)
def test_an_address_that_cannot_be_right_is_refused_without_repeating_it(address: str, said: str) -> None:
    with pytest.raises(DataFaults, match=said) as caught:
        structure({**TABLE, "address": address}, FrameworkISettings)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"user": ""},
        {"team": ""},
        {"connect_seconds": 0},
        {"total_seconds": 301},
        {"max_answer_bytes": 100},
        {"case_notes": "by hand"},
        {"feed_page": 2_001},
        {"max_feed_bytes": 60_000_000},
        {"max_document_bytes": 25_000_001},
        {"max_answer_bytes": "2000000"},
        {"password": "hunter2"},
        {"adress": "https://soap.council.example/"},
    ],
)
def test_a_setting_out_of_range_misspelt_or_of_the_wrong_type_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(DataFaults) as caught:
        structure({**TABLE, **change}, FrameworkISettings)
    assert "hunter2" not in str(caught.value)
