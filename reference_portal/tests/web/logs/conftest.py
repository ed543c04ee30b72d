from reference_portal.tests.web.triage.conftest import door

__all__ = ["door"]
