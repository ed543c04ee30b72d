"""Finds children of a made-up population by what people type, and counts how often the right one is found.

It may touch the SDK, the portal's storage and use cases, and what search is compared with.
"""
