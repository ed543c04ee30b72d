"""The portal as an ASGI application, for any server: `frontdoor_portal.app:create`, as a factory.

The environment variable `FRONTDOOR_SETTINGS` names the `portal.toml`.
"""

import os
from pathlib import Path

from litestar import Litestar

from frontdoor_portal.composition import compose
from frontdoor_portal.settings import read_settings

SETTINGS_VARIABLE = "FRONTDOOR_SETTINGS"


def create() -> Litestar:
    """The application that the named settings describe. Raises what reading and composing them raise."""
    composition = compose(read_settings(Path(os.environ[SETTINGS_VARIABLE])))
    app = composition.web_app()
    app.on_shutdown.append(composition.close)
    return app
