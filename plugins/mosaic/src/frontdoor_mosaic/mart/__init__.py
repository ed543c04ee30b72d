"""The half that reads: people, families, workers and steps, by SQL from the reporting data mart.

It may touch the SDK, SQLAlchemy Core and this plugin's site; it knows nothing of the interface that is written to.
"""
