"""What a demonstration leaves on disk: its settings, secrets, database and dropped files, all below one folder."""

import socket
from pathlib import Path
from string import Template

from attrs import frozen

from frontdoor.secrets.references import Secret, SecretReference

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

[plugins]
load = ["framework_i", "capita_one"]

[plugins.settings.framework_i]
address = "$framework_i"
user = "front-door"
password = "keyring:framework-i/password"

[plugins.settings.capita_one]
drop_folder = "$drop_folder"
index = "$index"
contacts = "$contacts"
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
    def drop_folder(self) -> Path:
        return self.root / "capita-one"

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    @property
    def default_database(self) -> str:
        return f"sqlite:///{self.root / 'portal.sqlite'}"

    @property
    def contacts(self) -> Path:
        """Whom to ask at each school: outside the drop folder, where only transfer files belong."""
        return self.root / "school-contacts.toml"

    def log(self, name: str) -> Path:
        return self.root / f"{name}.log"

    def prepare(self, framework_i_password: str) -> None:
        """Make the folders, and the one secret that the case-management simulator asks for."""
        for folder in (self.drop_folder, self.mail, self.secrets / "framework-i"):
            folder.mkdir(parents=True, exist_ok=True)
        secret = self.secrets / "framework-i" / "password"
        secret.write_text(framework_i_password, encoding="utf-8")
        secret.chmod(0o600)

    def read_secret(self, reference: SecretReference) -> Secret:
        """A secret of this demonstration, for its own process, whose keyring may have been chosen already."""
        return Secret((self.secrets / reference.service / reference.name).read_text(encoding="utf-8"))

    def write_settings(self, *, port: int, mail_port: int, framework_i: str, database: str, more: str = "") -> None:
        """Write `portal.toml`, once every address is known."""
        self.settings.write_text(
            SETTINGS.substitute(
                origin=f"http://127.0.0.1:{port}",
                port=port,
                mail_port=mail_port,
                framework_i=framework_i,
                database=database,
                drop_folder=self.drop_folder,
                index=self.root / "capita-one.sqlite",
                contacts=self.contacts,
            )
            + more,
            encoding="utf-8",
        )


def free_port() -> int:
    """A loopback port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
