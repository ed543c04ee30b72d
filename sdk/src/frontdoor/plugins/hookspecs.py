"""Every hook a plugin may implement. A hook is called at start-up, does no I/O and answers at once.

A connector's work is done by the object its offer builds; a hook only offers it.
"""

import pluggy

from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.offer import ConnectorOffer

PROJECT = "frontdoor"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def register_case_management() -> ConnectorOffer[CaseManagement] | None:
    """Offer a connector to a case-management system.

    Called once at start-up. Return None to offer nothing. A plugin that raises here is reported by name and the
    others go on.

    Example:

        >>> from frontdoor.plugins.hookspecs import hookimpl
        >>> @hookimpl
        ... def register_case_management():
        ...     return None
        >>> register_case_management() is None
        True
    """


@hookspec
def register_education_system() -> ConnectorOffer[EducationSystem] | None:
    """Offer a connector to an education system.

    Called once at start-up. Return None to offer nothing. A plugin that raises here is reported by name and the
    others go on.

    Example:

        >>> from frontdoor.plugins.hookspecs import hookimpl
        >>> @hookimpl
        ... def register_education_system():
        ...     return None
        >>> register_education_system() is None
        True
    """
