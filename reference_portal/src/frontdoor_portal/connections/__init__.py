"""The gateway to other systems: every call has a deadline, every source fails alone, every gap says so.

It may touch the SDK, structlog and the use cases' ports; no other room calls a plugin's connector.
"""
