"""A stand-in for a council's copy of the dataset: a database file in its shape, with the made-up families.

It may touch the SDK, its made-up families and SQLAlchemy; nothing outside the tests and demos imports it.
"""

from frontdoor_ssd.simulator.standing_in import SafeguardingDataset, SafeguardingDatasetWithImports

__all__ = ["SafeguardingDataset", "SafeguardingDatasetWithImports"]
