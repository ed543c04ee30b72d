"""Capita ONE for the front door: pupils read from the Common Transfer Files that a council's system exports.

It may touch `frontdoor`, lxml, SQLite and the two paths its settings name; education is read and never written.
"""
