"""The `frontdoor` command: what is installed, what is configured, and everything that is wrong with it.

It may touch every room of the SDK and click; it prints no personal data and no secret.
"""

import click

from frontdoor.cli.connector_command import new_connector
from frontdoor.cli.feed_command import feed
from frontdoor.cli.form_commands import forms
from frontdoor.cli.matching_commands import matching
from frontdoor.cli.options import DiscreetGroup
from frontdoor.cli.plugin_commands import plugins
from frontdoor.cli.secret_commands import secrets
from frontdoor.cli.simulate_command import simulate


@click.group(cls=DiscreetGroup)
@click.version_option(package_name="family-front-door-sdk")
def main() -> None:
    """Check a council's family front door before it opens, and make what connects it.

    Every command ends with 0 where all is well, with 1 where it told a fault, and with 2 where it was used wrongly.

    \b
    Example:
        frontdoor plugins check --config portal.toml
    """


for _command in (plugins, secrets, forms, feed, matching, simulate, new_connector):
    main.add_command(_command)
