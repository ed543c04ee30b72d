"""Crashes while it is imported."""

raise RuntimeError("hostile: this module cannot be imported")
