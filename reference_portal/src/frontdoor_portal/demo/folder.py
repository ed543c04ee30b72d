"""What a demonstration leaves on disk: its settings, secrets, database and dropped files, all below one folder."""

import socket
from collections.abc import Mapping
from pathlib import Path
from secrets import token_urlsafe
from string import Template
from typing import Any

import tomli_w
from attrs import frozen

from frontdoor.secrets.references import Secret, SecretReference
from frontdoor.secrets.writing import write_mounted
from frontdoor_portal.evidence.keys import SigningKey
from frontdoor_portal.settings import FILES_KEY, WITHOUT_SCANNER, SignInSettings
from frontdoor_portal.use_cases.second_factor.models import Requirement

SETTINGS = Template("""\
# Written by the demonstration. Made-up people only: never run a real front door on this file.
[council]
council_name = "Severnshire Council"
front_door_phone = "01632 960001"
front_door_hours = "Monday to Thursday 8:30am to 5pm, Friday 8:30am to 4:30pm"
out_of_hours_phone = "01632 960002"
thresholds_url = "https://severnshire.example/levels-of-need"
privacy_url = "https://severnshire.example/privacy"

[web]
origin = "$origin"
port = $port
allow_http_on_loopback = true
test_numbers = true

[database]
url = "$database"

[mail]
sender = "front.door@severnshire.example"

[mail.server]
host = "127.0.0.1"
port = $mail_port
tls = "none"

[triage]
teams = ["Family Front Door referrals", "Children with disabilities"]

[audit]
anchors = "$anchors"
signing_key = "keyring:audit/signing-key"

[sign_in]
second_factor = "$second_factor"

[attachments]
folder = "$files"
$scanner
# The scanner of a demonstration knows the EICAR test file alone, which has no age.
signatures_hours = 0
""")


@frozen
class DemoFolder:
    """Where everything of one demonstration lies."""

    root: Path

    @property
    def settings(self) -> Path:
        return self.root / "portal.toml"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def systems(self) -> Path:
        """Where the simulators keep their state."""
        return self.root / "systems"

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    @property
    def default_database(self) -> str:
        return f"sqlite:///{self.root / 'portal.sqlite'}"

    @property
    def anchors(self) -> Path:
        """The signed checkpoints of the audit."""
        return self.root / "anchors.jsonl"

    @property
    def files(self) -> Path:
        """What was added to concerns, sealed."""
        return self.root / "files"

    @property
    def scanner(self) -> Path:
        return self.root / "scanner"

    def log(self, name: str) -> Path:
        return self.root / f"{name}.log"

    def prepare(self) -> None:
        """Make the folders, and the keys: of the audit, of second factors and of files."""
        for folder in (self.systems, self.mail, self.secrets):
            folder.mkdir(parents=True, exist_ok=True)
        self.secrets.chmod(0o700)
        if not (self.secrets / "audit" / "signing-key").exists():
            write_mounted(self.secrets, SecretReference("audit", "signing-key"), SigningKey.new().secret())
        for key in (SignInSettings().key, FILES_KEY):
            write_mounted(self.secrets, key, Secret(token_urlsafe(48)))

    def read_secret(self, reference: SecretReference) -> Secret:
        """A secret of this demonstration, for its own process, whose keyring may have been chosen already."""
        return Secret((self.secrets / reference.service / reference.name).read_text(encoding="utf-8"))

    def write_settings(
        self,
        *,
        port: int,
        mail_port: int,
        database: str,
        plugins: Mapping[str, Any],
        more: str = "",
        second_factor: Requirement = Requirement.OPTIONAL,
        scanner: str = "",
    ) -> None:
        """Write `portal.toml`, once every address is known. `plugins` is its table of that name; `more` is TOML.

        Without a `scanner` every file says that nobody checked it.
        """
        own = SETTINGS.substitute(
            origin=f"http://127.0.0.1:{port}",
            port=port,
            mail_port=mail_port,
            database=database,
            anchors=self.anchors.as_posix(),
            second_factor=second_factor.value,
            files=self.files.as_posix(),
            scanner=f'scanner = "{scanner}"' if scanner else f'without_scanner = "{WITHOUT_SCANNER}"',
        )
        self.settings.write_text(f"{own}\n{tomli_w.dumps({'plugins': plugins})}{more}", encoding="utf-8")


def free_port() -> int:
    """A loopback port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
