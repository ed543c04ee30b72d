"""Words that must never be seen outside: where one turns up in a log, a page or a report, something leaked."""

from typing import Final

CHILD: Final = "Quillon Canarywick"
"""A child that nobody asked about, whom a hostile connector names at every chance."""

MARKUP: Final = "<script>canary()</script>"
"""What would run in a reader's browser if a page took a connector's word for it."""
