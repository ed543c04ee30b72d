"""The judge in a process of its own: `python -m frontdoor_portal.attachments.judging.process`.

It reads a line of JSON with the name and then the file from its standard input, and answers with a line of JSON and
then the cleaned copy, if there is one. It has bounds of memory and time, and nothing of the portal: neither its
database, its key, nor its environment. A parser that falls over, or that somebody gets hold of, has one file.
"""

import json
import sys
from contextlib import suppress

from frontdoor_portal.attachments.judging.judge import judge
from frontdoor_portal.use_cases.attachments.models import NotTaken

MOST_MEMORY = 2_000_000_000
MOST_SECONDS = 60


def bound_itself() -> None:
    """Where the system can: no more memory and time than a file needs, and no file written."""
    with suppress(ImportError):
        import resource

        for what, most in (
            (resource.RLIMIT_AS, MOST_MEMORY),
            (resource.RLIMIT_CPU, MOST_SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def main() -> None:
    bound_itself()
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    copy = b""
    try:
        finding = judge(asked["name"], data)
    except NotTaken as refused:
        answer: dict[str, object] = {"refused": refused.why.value}
    else:
        copy = finding.copy or b""
        answer = {
            "kind": finding.kind.value,
            "about": list(finding.about),
            "removed": sorted(finding.removed),
            "copy_kind": finding.copy_kind.value if finding.copy_kind else "",
            "copy_size": len(copy),
        }
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + copy)


if __name__ == "__main__":
    main()
