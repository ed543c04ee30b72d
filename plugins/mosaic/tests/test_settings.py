"""What an operator writes: every fault at once, with its place, and never a secret."""

from pathlib import Path
from typing import Any

import pytest

from frontdoor.conversion import DataFaults, structure
from frontdoor_mosaic.settings import MosaicSettings
from frontdoor_mosaic.site import Question, Site, SiteFaults, read_site

SMALL = """
everything_else = "rest"
[refreshed]
table = "STAMPS"
column = "AT"
[steps]
type_code = "CONTACT"
template = "RECORD"
reference_question = "reference"
"""


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    file = tmp_path / "site.toml"
    file.write_text(SMALL)
    return file


def settings(file: Path, **given: Any) -> MosaicSettings:
    table = {
        "mart": "mssql+pyodbc://reader@mart.example/mosaic?driver=ODBC+Driver+18+for+SQL+Server",
        "api": "https://mosaic.council.example/api",
        "client_id": "portal",
        "client_secret": "keyring:mosaic/client-secret",
        "site_file": str(file),
    }
    return structure({key: value for key, value in {**table, **given}.items() if value is not None}, MosaicSettings)


def faults(file: Path, **given: Any) -> tuple[str, ...]:
    with pytest.raises(DataFaults) as raised:
        settings(file, **given)
    return raised.value.faults


def test_a_site_may_be_a_file_or_a_table_of_the_same_content(site_file: Path) -> None:
    table = {
        "everything_else": "rest",
        "refreshed": {"table": "STAMPS", "column": "AT"},
        "steps": {"type_code": "CONTACT", "template": "RECORD", "reference_question": "reference"},
    }
    assert settings(site_file, site=table, site_file=None).mapping() == settings(site_file).mapping()


def test_one_of_file_and_table_must_be_given_and_not_both(site_file: Path) -> None:
    said = ("exactly one of site and site_file must be given @ $",)
    assert faults(site_file, site_file=None) == said


@pytest.mark.parametrize(
    "mart",
    [
        "sqlite:////var/lib/mart.db",
        "postgresql+psycopg://reader@/mart?host=/run/postgresql",
        "mssql+pymssql://reader@mart.example/mosaic",
    ],
)
def test_a_mart_may_be_on_each_kind_of_database(site_file: Path, mart: str) -> None:
    assert settings(site_file, mart=mart).mart == mart


@pytest.mark.parametrize(
    ("mart", "said"),
    [
        ("", "mart is no database address, like mssql+pyodbc://reader@mart.example/mosaic @ $.mart"),
        ("mart.example", "mart is no database address, like mssql+pyodbc://reader@mart.example/mosaic @ $.mart"),
        ("oracle://mart.example/x", "mart must be a database of one of mssql, postgresql, sqlite @ $.mart"),
        ("postgresql://reader:canary@mart.example/x", "mart must not carry a password: use mart_password @ $.mart"),
        ("postgresql://mart.example/x?password=canary", "mart must not carry a password: use mart_password @ $.mart"),
        (
            "mssql+pyodbc:///?odbc_connect=DRIVER%3D%7Bx%7D%3BUID%3Dreader%3BPWD%3Dcanary",
            "mart must not carry a password: use mart_password @ $.mart",
        ),
    ],
)
def test_an_address_of_a_mart_that_cannot_be_used_is_told_without_what_was_written(
    site_file: Path, mart: str, said: str
) -> None:
    assert faults(site_file, mart=mart) == (said,)


def test_everything_that_is_wrong_is_told_at_once_with_its_place(site_file: Path) -> None:
    wrong = SMALL.replace('"STAMPS"', '"STAMPS; DROP"') + 'when = 3\n[people]\nnhs_reference_types = "NHS"\n'
    site_file.write_text(wrong)
    told = faults(site_file, api="ftp://x.example/", client_id="a:b", total_seconds=0, mart_schema="a.b", misspelt=1)
    places = [fault.rpartition(" @ ")[2] for fault in told]
    assert sorted(places) == ["$", "$.api", "$.client_id", "$.mart_schema", "$.site_file", "$.total_seconds"]
    [site] = [fault for fault in told if fault.endswith("@ $.site_file")]
    for said in (
        "@ $.refreshed.table",
        "unknown key: when @ $.steps",
        "must be a list, not str @ $.people.nhs_reference",
    ):
        assert said in site


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ('[[questions]]\nquestion = "a"\n', "missing key 'code' @ $.questions[0].code"),
        (
            '[[questions]]\nquestion = "a"\ncode = "x"\n[[questions]]\nquestion = "a"\ncode = "y"\n',
            "questions: mapped more than once: a @ $",
        ),
        (
            '[[questions]]\nquestion = "a"\ncode = "x"\ntype = "lookup"\n',
            "a: a lookup needs its table of values, and nothing else has one @ $.questions[0]",
        ),
        (
            '[[questions]]\nquestion = "a"\ncode = "x"\ntype = "number"\n',
            "must be one of text, date, boolean, lookup @ $.questions[0].type",
        ),
        ('[warnings]\nview = "V"\nperson = "P"\n', "missing key 'kind' @ $.warnings.kind"),
        ('[documents]\nextensions = ["PDF"]\n', "$.documents.extensions"),
    ],
)
def test_a_fault_of_a_site_is_told_with_its_place(site_file: Path, addition: str, said: str) -> None:
    site_file.write_text(SMALL + addition)
    with pytest.raises(SiteFaults, match=r"site\.toml") as raised:
        read_site(site_file)
    assert said in str(raised.value)


def test_a_time_zone_that_does_not_exist_is_told(site_file: Path) -> None:
    site_file.write_text(SMALL.replace('column = "AT"', 'column = "AT"\ntime_zone = "Europe/Severnshire"'))
    with pytest.raises(SiteFaults, match="must be the name of a time zone, like Europe/London @"):
        read_site(site_file)


@pytest.mark.parametrize(("content", "said"), [(b"\xff", "not UTF-8"), (b"a = ", "is not TOML")])
def test_a_file_that_is_no_toml_is_told_as_such(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "site.toml"
    file.write_bytes(content)
    with pytest.raises(SiteFaults, match=said):
        read_site(file)


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SiteFaults, match=r"nowhere\.toml cannot be read: No such file or directory"):
        read_site(tmp_path / "nowhere.toml")


def test_the_sample_of_the_package_is_a_whole_site(sample: Site) -> None:
    assert (sample.steps.type_ids, sample.people.nhs_reference_types) == ((335,), ("NHS", "NHS1"))
    assert sample.questions[0] == Question("what_happened", "contact.record.contact.details")
    assert sample.warnings is not None


@pytest.fixture
def sample() -> Site:
    from importlib import resources

    return read_site(Path(str(resources.files("frontdoor_mosaic.sites").joinpath("severnshire.toml"))))
