"""`python3 noxfile.py -s bench -- SUITE [options]`: measure, print, and write JSON."""

import click

from frontdoor_benchmarks.auditing import audit
from frontdoor_benchmarks.core import core
from frontdoor_benchmarks.feeds import feeds
from frontdoor_benchmarks.finding.command import search
from frontdoor_benchmarks.forms import forms
from frontdoor_benchmarks.gateway import gateway
from frontdoor_benchmarks.linkage.command import linkage
from frontdoor_benchmarks.linkage.febrl import febrl
from frontdoor_benchmarks.linkage.scoring import scoring


@click.group()
def main() -> None:
    """Benchmarks of the product. Each prints what it measured; none passes or fails."""


main.add_command(audit)
main.add_command(core)
main.add_command(febrl)
main.add_command(feeds)
main.add_command(forms)
main.add_command(gateway)
main.add_command(linkage)
main.add_command(scoring)
main.add_command(search)

if __name__ == "__main__":
    main()
