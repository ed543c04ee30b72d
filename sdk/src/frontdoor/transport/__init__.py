"""HTTP for connectors: one deadline over the whole call, a ceiling on the answer, and whether anything was sent.

It may touch attrs and the standard library only; a connector that speaks HTTP builds on it.
"""
