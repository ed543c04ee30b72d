"""Mosaic for the front door: so far a declaration of what cannot be done yet, and nothing else.

It may touch `frontdoor` only; it calls no system and keeps nothing.
"""
