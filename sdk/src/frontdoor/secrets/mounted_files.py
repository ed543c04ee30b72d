"""A read-only keyring backend for servers: each secret is a file, as container platforms mount them.

The secret `framework-i/password` is the file `framework-i/password` below the folder that the environment variable
`FRONTDOOR_SECRETS` names. One trailing newline is dropped, since editors and shells add it.
"""

import os
import stat
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import KeyringError, PasswordDeleteError, PasswordSetError

FOLDER_VARIABLE = "FRONTDOOR_SECRETS"


class MountedFilesKeyring(KeyringBackend):
    """Secrets read from files at each request, so that a rotated file counts at once."""

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805 - keyring asks for a class property
        """Above every other backend when the folder is named, unusable otherwise.

        keyring's chain of backends has 10: below it, a secret that is not mounted would be looked for elsewhere.
        """
        folder = os.environ.get(FOLDER_VARIABLE)
        if not folder:
            raise RuntimeError(f"{FOLDER_VARIABLE} does not name a folder of secrets")
        if not Path(folder).is_dir():
            raise RuntimeError(f"{FOLDER_VARIABLE} names {folder}, which is not a folder")
        return 11

    def get_password(self, service: str, username: str) -> str | None:
        try:
            file = mounted_file(service, username)
            return None if file is None else file.read_text(encoding="utf-8").removesuffix("\n")
        except OSError as problem:
            raise KeyringError(f"The mounted secret cannot be read: {problem.strerror}") from None
        except ValueError:
            raise KeyringError("The mounted secret has an impossible name or is not UTF-8 text") from None

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: ARG002 - keyring's signature
        raise PasswordSetError("Mounted secrets are read-only: change the file where it is mounted from")

    def delete_password(self, service: str, username: str) -> None:  # noqa: ARG002 - keyring's signature
        raise PasswordDeleteError("Mounted secrets are read-only: remove the file where it is mounted from")


def mounted_file(service: str, name: str) -> Path | None:
    """The file that holds a secret, links followed; None where there is none inside the folder. Raises `OSError`."""
    folder = Path(os.environ[FOLDER_VARIABLE]).resolve()
    file = (folder / service / name).resolve()
    return file if file.is_relative_to(folder) and file.is_file() else None


def is_open_to_others(file: Path) -> bool:
    """Whether everybody on this machine may read or change a mounted file. Raises `OSError`.

    The modes of the file and of each folder from the one that is named down to it count; what lies above is not the
    operator's word about secrets.
    """
    folder = Path(os.environ[FOLDER_VARIABLE]).resolve()
    folders = [each for each in file.parents if each.is_relative_to(folder)]
    may_pass = all(each.stat().st_mode & stat.S_IXOTH for each in folders)
    return may_pass and bool(file.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))
