"""The door of triage's screens: what follows sending has two sides."""

from reference_portal.tests.web.triage.conftest import door

__all__ = ["door"]
