"""Finding a person in an index by whatever is known: words that may be meant, records worth reading, and why they fit.

It may touch `frontdoor.matching`, `frontdoor.domain`, `frontdoor.connectors`, and the library for comparing text. It
needs no database: who keeps the index asks it what to keep (`terms_of`), what to look up (`plan`), and whom to show.
"""

from frontdoor.search.asked import Age, Asked
from frontdoor.search.planning import Plan, Worded, plan
from frontdoor.search.ranking import Found, Sureness, rank
from frontdoor.search.shortlisting import Lookup, Posting, shortlist
from frontdoor.search.terms import Terms, terms_of
from frontdoor.search.vocabulary import Vocabulary

__all__ = [
    "Age",
    "Asked",
    "Found",
    "Lookup",
    "Plan",
    "Posting",
    "Sureness",
    "Terms",
    "Vocabulary",
    "Worded",
    "plan",
    "rank",
    "shortlist",
    "terms_of",
]
