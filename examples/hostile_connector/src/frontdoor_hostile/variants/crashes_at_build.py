"""Crashes while its connector is built, with its secret in the exception."""

from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor.secrets.references import SecretReader
from frontdoor_hostile.offering import HostileSettings, offer


def build(settings: HostileSettings, read_secret: SecretReader) -> CaseManagement:
    raise ValueError(f"hostile: cannot sign in with {read_secret(settings.password).reveal()}")


@hookimpl
def register_case_management() -> ConnectorOffer[CaseManagement]:
    return offer("hostile_crashes_at_build", build)
