"""Finding, loading and checking plugins; every fault of every plugin is reported at once.

It may touch pluggy and the rooms of the SDK; nothing outside reaches pluggy but through its host.
"""
