"""What holds for every test of this repository."""

import gc

from hypothesis import HealthCheck, settings

# No test fails since the machine had other work at that moment.
settings.register_profile("without a clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For a test whose fixture serves every example: what is suppressed beside is said again, as Hypothesis adds nothing up.
settings.register_profile(
    "one fixture for all",
    settings.get_profile("without a clock"),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("without a clock")


def pytest_collection_finish() -> None:
    """Keep what collecting made away from the garbage collector: it lasts, and looking through it is slow."""
    gc.collect()
    gc.freeze()
