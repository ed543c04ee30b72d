"""What every command begins with: settings, an office that is ready, and faults told in words an operator can use."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy.exc import OperationalError

from frontdoor.conversion import DataFaults
from frontdoor.secrets.references import SecretMissing
from frontdoor_portal import composition
from frontdoor_portal.composition import Composition, PluginsNotSound
from frontdoor_portal.settings import PortalSettings, SettingsFault, read_settings
from frontdoor_portal.use_cases.onboarding import NobodyOfThatAddress, NotTheirDomain

Result = TypeVar("Result")


def settings_in(config: Path) -> PortalSettings:
    """The settings of that file; ends the command where they cannot be used."""
    return or_stop(lambda: read_settings(config))


def composed_with(settings: PortalSettings) -> Composition:
    """Every room put together; ends the command where one of them is not sound."""
    return or_stop(lambda: composition.compose(settings))


def ready(config: Path) -> Composition:
    """The same for a command that needs the database at once: it ends where that is not ready."""
    composed = composed_with(settings_in(config))
    if reasons := composed.not_ready():
        composed.close()
        click.echo("\n".join(reasons), err=True)
        sys.exit(1)
    return composed


def or_stop(work: Callable[[], Result]) -> Result:
    """What `work` answers. What an operator can mend is said in words and ends the command with 1, without a trace;
    anything else is a fault of ours and shows one.
    """
    try:
        return work()
    except (SettingsFault, PluginsNotSound, SecretMissing, DataFaults, ValueError) as problem:
        click.echo(str(problem), err=True)
    except (NobodyOfThatAddress, NotTheirDomain) as problem:
        click.echo(str(problem), err=True)
    except OperationalError as problem:
        click.echo(f"The database cannot be used: {problem.orig}", err=True)
    sys.exit(1)
