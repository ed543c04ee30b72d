"""Offers the reference connectors to the host, as a plugin does."""

from importlib.metadata import EntryPoint
from typing import Any

from sdk.tests.testing.flaws import FLAWS
from sdk.tests.testing.reference.connector import ReferenceCases, ReferencePupils, ReferenceSettings

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor.testing.conformance.kinds import CASES, PUPILS

ENTRY_POINTS = (EntryPoint("reference", __name__, "frontdoor.plugins"),)
"""What stands for the installed entry points, for a plugin that is not installed."""


def flawed(settings: ReferenceSettings, sound: type[Any]) -> type[Any]:
    """The connector to build: the flawed one that the settings name, where it is of the same kind."""
    chosen = FLAWS[settings.flaw].connector if settings.flaw else sound
    return chosen if issubclass(chosen, sound) else sound


def declared(settings: ReferenceSettings) -> Capabilities:
    """What a connector to people says that it does; a flawed one may leave something out."""
    left_out = FLAWS[settings.flaw].without if settings.flaw else ()
    return natively(*(each for each in CASES.operations if each not in left_out))


def natively(*operations: Operation) -> Capabilities:
    return Capabilities(dict.fromkeys(operations, Level.NATIVE))


@hookimpl
def register_case_management() -> ConnectorOffer[CaseManagement]:
    return ConnectorOffer(
        name="reference",
        title="Reference system",
        settings_class=ReferenceSettings,
        build=lambda settings, read: flawed(settings, ReferenceCases)(settings, read),
        capabilities=natively(*CASES.operations),
        capabilities_with=declared,
    )


@hookimpl
def register_education_system() -> ConnectorOffer[EducationSystem]:
    return ConnectorOffer(
        name="reference_pupils",
        title="Reference pupils",
        settings_class=ReferenceSettings,
        build=lambda settings, read: flawed(settings, ReferencePupils)(settings, read),
        capabilities=natively(*PUPILS.operations),
    )
