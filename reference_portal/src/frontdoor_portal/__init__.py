"""The reference portal: a council's family front door on the web, built on the SDK.

It may touch the SDK, Litestar and SQLAlchemy, each in its own room; it names no plugin.
"""
