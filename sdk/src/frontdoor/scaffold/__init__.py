"""The scaffold of a new connector: a package that works against its own simulator, for its author to make real.

It may touch the names of installed plugins, attrs and the standard library. The templates are package data; no module
of them is imported here.
"""
