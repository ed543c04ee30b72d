"""Signing in with an account that the council, or another organisation, keeps itself (OpenID Connect).

It may touch what a use case may. Somebody is who the provider says by issuer and subject, never by an email address:
an address is what a second provider could claim as well (ASVS 6.8.1).
"""
