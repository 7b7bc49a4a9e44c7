"""The rules of every built-in call."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pdn._native import Appel, appels

if TYPE_CHECKING:
    from pdn._types import Language, Rule

_CHARTER = "charte-2016"


def rules(lang: Language = "fr") -> tuple[Rule, ...]:
    """Every rule of the built-in calls, as each holds it: the charter's, then those of each call
    that are not the charter's own.
    """
    charter = Appel(_CHARTER, lang=lang).rules()
    found = charter
    for id_ in appels():
        if id_ != _CHARTER:
            held = Appel(id_, lang=lang).rules()
            found += tuple(r for r in held if replace(r, appel=_CHARTER) not in charter)
    return found
