"""The `frontdoor` command: what is installed, what is configured, and everything that is wrong with it.

It may touch every room of the SDK and click; it prints no personal data and no secret.
"""

import click

from frontdoor.cli import connector_command
from frontdoor.cli.form_commands import forms
from frontdoor.cli.plugin_commands import plugins
from frontdoor.cli.secret_commands import secrets


@click.group()
@click.version_option(package_name="family-front-door-sdk")
def main() -> None:
    """Check a council's family front door before it opens."""


main.add_command(plugins)
main.add_command(forms)
main.add_command(secrets)
main.add_command(connector_command.command)
