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
    found = list(Appel(_CHARTER, lang=lang).rules())
    charter = set(map(repr, found))
    for id_ in appels():
        if id_ != _CHARTER:
            own = Appel(id_, lang=lang).rules()
            found += [rule for rule in own if repr(replace(rule, appel=_CHARTER)) not in charter]
    return tuple(found)
