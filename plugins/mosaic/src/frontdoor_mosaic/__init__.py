"""The connector to Mosaic: people read by SQL from its data mart, episodes written by REST, and a stand-in for both.

It may touch the SDK, attrs and SQLAlchemy; the simulator also touches the made-up families, and nothing imports it.
"""
