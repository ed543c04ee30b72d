"""Secrets by reference: configuration names a secret, a keyring backend holds it.

It may touch keyring and the standard library only.
"""
