"""What holds for every test of this repository."""

import gc

from hypothesis import HealthCheck, settings

# No test fails since the machine had other work at that moment.
settings.register_profile("without a clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("without a clock")


def pytest_collection_finish() -> None:
    """Keep what collecting made away from the garbage collector: it lasts, and looking through it is slow."""
    gc.collect()
    gc.freeze()
