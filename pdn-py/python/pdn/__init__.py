"""The rules of *Promeneurs du Net*: what a call asks, what a document lacks, what mends it.

>>> import pdn
>>> appel = pdn.Appel("puy-de-dome-allier-2024-module-2")
>>> r = appel.evaluate({"type": "candidature", "formations": [{"capacite": 9}]}, on="2024-07-01")
>>> r.decision, r.settled
('inadmissible', True)
"""

from pdn._errors import AppelError, DocumentError, PdnError
from pdn._native import (
    Appel,
    Calculation,
    Comparison,
    Finding,
    Report,
    Reports,
    __version__,
    appel_toml,
    appels,
    evaluate,
    evaluate_many,
    evaluate_ndjson,
    index_html,
    rules,
)
from pdn._types import (
    Assumption,
    CalculationLine,
    Change,
    Citation,
    Consequence,
    Difference,
    Estimate,
    Gap,
    InputError,
    Missing,
    Remedy,
    Rule,
    Term,
    Unread,
    Value,
)

__all__ = [
    "Appel",
    "AppelError",
    "Assumption",
    "Calculation",
    "CalculationLine",
    "Change",
    "Citation",
    "Comparison",
    "Consequence",
    "Difference",
    "DocumentError",
    "Estimate",
    "Finding",
    "Gap",
    "InputError",
    "Missing",
    "PdnError",
    "Remedy",
    "Report",
    "Reports",
    "Rule",
    "Term",
    "Unread",
    "Value",
    "__version__",
    "appel_toml",
    "appels",
    "evaluate",
    "evaluate_many",
    "evaluate_ndjson",
    "index_html",
    "rules",
]
