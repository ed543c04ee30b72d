"""Measures the product as it runs: real processes, real sockets, a real database.

It may touch every room of the portal and its demonstration.
"""
