"""The words of the front door: child, agency, contact, referral, consent, triage, facts, code lists.

It may touch attrs and the standard library only, and nothing else of this product.
"""
