"""Says field by field how frozen values become columns and columns become values again.

It may touch the rows and the values they keep; it runs no SQL.
"""
