"""`python -m frontdoor_portal.cli`: the command by the interpreter at hand, as the demonstration starts it."""

from frontdoor_portal.cli import main

main()
