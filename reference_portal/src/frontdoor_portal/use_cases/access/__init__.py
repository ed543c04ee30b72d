"""Who may see a child, as people use it: relationships given, claimed and ended, levels, broken glasses, and reviews.

The rules are `frontdoor.access`; this room reads and writes what they judge by, and the audit with it.
"""
