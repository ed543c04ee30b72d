"""File names that any store can keep: no folder, no sign with a meaning of its own, not too long."""

import re
from unicodedata import category, normalize

from frontdoor_framework_i.contract import LONGEST_FILE_NAME

_FOLDERS = re.compile(r"[/\\]")
_WITH_A_MEANING = re.compile(r'[:*?"<>|]')
_SPACES = re.compile(r"\s+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_OF_A_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\.|$)", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def safe_file_name(written: str) -> str:
    """The same name in a form that any store can keep; `document` where nothing of it is left.

    Folders before it, invisible characters and dots at either end go; signs that a file system gives a meaning become
    `_`; a name of a device, like `CON`, gets one in front; a long name is cut before its ending.
    """
    name = "".join(each for each in _FOLDERS.split(written)[-1] if each.isspace() or category(each) not in _UNSEEN)
    # Composed and folded only now: what goes may have stood between two signs or two spaces.
    name = _SPACES.sub(" ", normalize("NFC", name))
    name = _WITH_A_MEANING.sub("_", name).strip(" .")
    ending = found[0] if (found := _ENDING.search(name)) else ""
    stem = name.removesuffix(ending).rstrip(" .")
    if _OF_A_DEVICE.match(f"{stem}{ending}"):
        stem = f"_{stem}"
    stem = stem[: LONGEST_FILE_NAME - len(ending)].rstrip(" .")
    return f"{stem}{ending}" if stem else f"document{ending}"
