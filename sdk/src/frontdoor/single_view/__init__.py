"""Whether records of two systems may be about one child, and how sure that is. Records are never merged.

It may touch `frontdoor.domain`, `frontdoor.connectors`, `frontdoor.matching` and the standard library only.
"""

from frontdoor.matching.cleaning import fold
from frontdoor.single_view.comparing import Comparison, Likeness, compare
from frontdoor.single_view.matching import Candidate, Match, MatchStatus, match

__all__ = ["Candidate", "Comparison", "Likeness", "Match", "MatchStatus", "compare", "fold", "match"]
