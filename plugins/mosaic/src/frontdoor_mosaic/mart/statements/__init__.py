"""Every statement that the mart is asked, as SQLAlchemy Core: parameters only, and never more rows than said.

A statement is the same for every dialect; what differs between them is the compiler's affair and `folding`'s.
"""
