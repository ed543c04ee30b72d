"""One store a subject: the use cases' ports, answered in SQL inside a transaction somebody else opened.

They may touch the rows, the mapping and the database clock; none of them commits.
"""
