"""The name of a new connector: whether it can be one, and every spelling that its package needs."""

import keyword
import re
from importlib.metadata import entry_points
from importlib.util import find_spec

from attrs import frozen

from frontdoor.plugins.host import ENTRY_POINT_GROUP

LONGEST = 30
"""Characters. The templates keep their lines below the limit of the linter with a name of this length."""

RESERVED = frozenset(
    {"benchmarks", "capita_one", "framework_i", "mosaic", "portal", "sdk", "simulator", "test", "tests"}
)
"""Names of this project's own packages, installed or not, and those that would read as something else."""


@frozen
class ConnectorName:
    """A name like `bath_records`, which `faults_of` found nothing wrong with, in its spellings."""

    value: str

    @property
    def hyphenated(self) -> str:
        """As references to secrets and addresses spell it: `bath-records`."""
        return self.value.replace("_", "-")

    @property
    def distribution(self) -> str:
        """The package as it is installed, and its folder: `frontdoor-bath-records`."""
        return f"frontdoor-{self.hyphenated}"

    @property
    def package(self) -> str:
        """The package as it is imported: `frontdoor_bath_records`."""
        return f"frontdoor_{self.value}"

    @property
    def class_name(self) -> str:
        """What its classes begin with: `BathRecords`."""
        return "".join(word.capitalize() for word in self.value.split("_"))

    @property
    def title(self) -> str:
        """For people: `Bath records`."""
        return self.value.replace("_", " ").capitalize()


def faults_of(name: str) -> tuple[str, ...]:
    """Everything that keeps `name` from being a new connector's, in sentences; empty where nothing does."""
    faults = []
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        faults.append("is not lower-case letters and digits in words joined by _, beginning with a letter")
    if len(name) > LONGEST:
        faults.append(f"is longer than {LONGEST} characters")
    if keyword.iskeyword(name):
        faults.append("is a word of the Python language")
    if name in RESERVED:
        faults.append("is reserved")
    if faults:
        return tuple(faults)
    if name in {point.name for point in entry_points(group=ENTRY_POINT_GROUP)}:
        faults.append("is the name of a plugin that is installed already")
    elif find_spec(ConnectorName(name).package) is not None:
        faults.append(f"would be imported as {ConnectorName(name).package}, which exists already")
    return tuple(faults)
