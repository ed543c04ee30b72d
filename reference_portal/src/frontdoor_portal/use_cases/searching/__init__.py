"""Searching the index of people: which records fit what is known of a child, from which system, and as at when.

It may touch what use cases may, and `frontdoor.search`, which needs no database.
"""
