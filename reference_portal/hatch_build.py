"""Refuse to pack a portal without its styles: they are built, not committed, so forgetting them is easy."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StylesAreBuilt(BuildHookInterface[Any]):
    """Checked for wheels and source archives; an editable install builds its styles later."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's signature
        """Raise when the assets step has not run.

        `version` is hatchling's name for the kind of build, `editable` or `standard`.
        """
        built = Path(self.root, "src", "frontdoor_portal", "static", "portal.css")
        if version != "editable" and not built.exists():
            raise FileNotFoundError("The portal's styles are missing: run `python3 noxfile.py -s assets` first.")
