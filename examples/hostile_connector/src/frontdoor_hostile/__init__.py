"""Plugins that go wrong in every way that a plugin by mistake may, to prove that the front door bears each of them.

It may touch the SDK and attrs. Never load it where there are records of real children.
"""
