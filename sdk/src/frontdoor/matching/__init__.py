"""Whether two records are about one child: evidence in bits, field by field, and a decision that asks when in doubt.

It may touch `frontdoor.domain`, `frontdoor.connectors`, `frontdoor.conversion`, and the libraries for comparing text.
"""

from frontdoor.matching.comparing import Field, Level, are_a_generation_apart
from frontdoor.matching.deciding import Candidate, Decided, Judgement, Status, judge
from frontdoor.matching.linking import Link, Linkage, link_all
from frontdoor.matching.model import Doubt, Likelihood, Model, Thresholds, default_model, model_from, model_text
from frontdoor.matching.prepared import Prepared, prepare
from frontdoor.matching.scoring import Evidence, FieldEvidence, Frequencies, Scorer

__all__ = [
    "Candidate",
    "Decided",
    "Doubt",
    "Evidence",
    "Field",
    "FieldEvidence",
    "Frequencies",
    "Judgement",
    "Level",
    "Likelihood",
    "Link",
    "Linkage",
    "Model",
    "Prepared",
    "Scorer",
    "Status",
    "Thresholds",
    "are_a_generation_apart",
    "default_model",
    "judge",
    "link_all",
    "model_from",
    "model_text",
    "prepare",
]
