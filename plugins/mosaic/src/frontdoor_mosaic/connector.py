"""The Mosaic connector as it stands: every operation says that it is not there."""

from attrs import frozen

from frontdoor.connectors.case_management import CaseManagement


@frozen
class MosaicSettings:
    """Mosaic has nothing to set yet, so any key in `[plugins.settings.mosaic]` is a fault."""


class Mosaic(CaseManagement):
    """Refuses every operation, so that nothing can be mistaken for an answer from Mosaic."""
