"""A new connector's name fits everything that is made of it, or every reason why not is told."""

from importlib.metadata import EntryPoint

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.plugins.host import ENTRY_POINT_GROUP
from frontdoor.scaffold.naming import LONGEST, RESERVED, ConnectorName, faults_of
from frontdoor.secrets.references import SecretReference

SHAPE = "is not lower-case letters and digits in words joined by _, beginning with a letter"


def test_a_sound_name_has_every_spelling() -> None:
    name = ConnectorName("bath_records_2")

    assert faults_of(name.value) == ()
    assert [name.hyphenated, name.distribution, name.package, name.class_name, name.title] == [
        "bath-records-2",
        "frontdoor-bath-records-2",
        "frontdoor_bath_records_2",
        "BathRecords2",
        "Bath records 2",
    ]


@pytest.mark.parametrize(
    "name",
    ["", "Bath", "bath-records", "2nd", "_bath", "bath_", "bath__records", "bath records", "bäth", "a/b", "..", "a\n"],
)
def test_a_name_that_is_no_plain_identifier_is_refused(name: str) -> None:
    assert faults_of(name) == (SHAPE,)


def test_every_fault_of_a_name_is_told_together() -> None:
    assert faults_of("Bath" * 10) == (SHAPE, f"is longer than {LONGEST} characters")


@pytest.mark.parametrize("name", ["class", "import", "lambda"])
def test_a_word_of_the_language_is_refused(name: str) -> None:
    assert faults_of(name) == ("is a word of the Python language",)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_reserved_name_is_refused_whether_or_not_it_is_installed(name: str) -> None:
    assert faults_of(name) == ("is reserved",)


def test_the_name_of_an_installed_plugin_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = [EntryPoint("bath_records", "somewhere.else", ENTRY_POINT_GROUP)]
    monkeypatch.setattr("frontdoor.scaffold.naming.entry_points", lambda **_: installed)

    assert faults_of("bath_records") == ("is the name of a plugin that is installed already",)


def test_a_package_that_can_be_imported_already_is_refused(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("installed")
    (folder / "frontdoor_bath_records.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(folder)

    assert faults_of("bath_records") == ("would be imported as frontdoor_bath_records, which exists already",)


@given(st.from_regex(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", fullmatch=True).filter(lambda name: not faults_of(name)))
def test_whatever_is_made_of_a_sound_name_can_be_used_for_what_it_is_for(name: str) -> None:
    named = ConnectorName(name)

    assert named.package.isidentifier()
    assert named.class_name.isidentifier()
    assert str(SecretReference(named.hyphenated, "token")) == f"keyring:{named.hyphenated}/token"
