"""What holds for every test of this repository."""

import gc


def pytest_collection_finish() -> None:
    """Keep what collecting made away from the garbage collector: it lasts, and looking through it is slow."""
    gc.collect()
    gc.freeze()
