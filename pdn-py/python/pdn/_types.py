"""The records of a report: immutable, comparable, picklable.

The extension builds them from what the engine writes, when they are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, TypedDict

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from typing_extensions import Self

Decision: TypeAlias = Literal["admissible", "incomplete", "inadmissible", "not_applicable"]
Outcome: TypeAlias = Literal["pass", "fail", "undetermined", "not_applicable", "review"]
Severity: TypeAlias = Literal["blocking", "correctable", "advisory"]
Language: TypeAlias = Literal["fr", "en"]
Draft: TypeAlias = Literal["draft-07", "2020-12"]
DifferenceKind: TypeAlias = Literal["added", "removed", "changed"]
DifferenceSubject: TypeAlias = Literal[
    "call", "text", "actor", "code", "value", "question", "rule", "gap"
]
Role: TypeAlias = Literal[
    "", "title", "admissible", "incomplete", "inadmissible", "heading", "remedy", "muted"
]


# How many findings have each outcome: `pass` cannot be the name of a field.
Counts = TypedDict(
    "Counts",
    {"pass": int, "fail": int, "undetermined": int, "not_applicable": int, "review": int},
)


class Opinions(TypedDict):
    """How many of the points left to a person have each opinion."""

    favourable: int
    reserved: int
    unfavourable: int
    pending: int


class _Record:
    """What is built from the engine's JSON, key by key."""

    __slots__ = ()

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        return cls(**json)


class Citation(NamedTuple):
    """A place in a text."""

    document: str
    place: str

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        return cls(**json)


@dataclass(frozen=True, slots=True)
class Value(_Record):
    """A value of a report, with its kind.

    ``amount``, ``share``, ``number``: ``value`` is a ``Decimal`` (euros, from 0 to 1, in ``unit``).
    ``count``: an ``int``. ``date``, ``time``: Python's own. ``choice``, ``text``: a ``str``.
    ``boolean``: a ``bool``. ``list``: values. ``period``: ``start`` and ``end``. ``range``: bounds.
    """

    kind: str
    value: Any = None
    unit: str | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    min: Value | None = None
    max: Value | None = None
    strict_min: Value | None = None
    strict_max: Value | None = None

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        parts = dict(json)
        if json["kind"] == "list":
            parts["value"] = tuple(cls.from_json(value) for value in json["value"])
        for bound in ("min", "max", "strict_min", "strict_max"):
            if bound in json:
                parts[bound] = cls.from_json(json[bound])
        return cls(**parts)


@dataclass(frozen=True, slots=True)
class Remedy(_Record):
    """What mends a failure: ``lower``, ``raise``, ``set``, ``add``, ``remove``, ``move``,
    ``declare`` or ``mend``; the value to reach, by how much; and the sentence. ``scope`` is what
    they are said of: ``value``, the one at the finding's place, or ``total``, of several amounts,
    of which that place is the last.
    """

    action: str
    to: Value | None
    by: Value | None
    scope: Literal["value", "total"]
    text: str

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        remedy = dict(json)
        remedy["to"] = _value(json["to"])
        remedy["by"] = _value(json["by"])
        return cls(**remedy)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Missing(_Record):
    """Something still to be supplied: of what (``title``, ``object``), why, and where the text says
    so (``asked_by``, ``citations``); ``decides`` when a blocking or correctable rule waits.
    """

    pointer: str
    title: str
    object: str | None
    accepts: Mapping[str, Any]
    asked_by: str
    citations: tuple[Citation, ...]
    rules: tuple[str, ...]
    decides: bool

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        missing = dict(json)
        missing["citations"] = _citations(json)
        return cls(**missing)

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True)
class Unread(_Record):
    """A value that the document gives and no rule of the call read; ``reason`` is ``year``,
    ``funder``, ``no-funder``, ``scheme``, ``document``, ``addressee``, ``base``, ``place`` or
    ``other-document``; ``weighs`` where it could matter for the decision.
    """

    pointer: str
    title: str
    reason: str
    weighs: bool
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Consequence(_Record):
    """What the texts attach to an outcome: ``annulation-et-report``, ``liste-d-attente``,
    ``prorata``, ``motif-d-exclusion``, or ``suite``: one of the call's own. ``details`` has the
    rest: ``suite`` (its code), ``latest``, ``participants``,
    ``granted``, ``amount``…
    """

    code: str
    rule: str
    pointer: str
    text: str
    details: Mapping[str, Any]

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        own = {"code", "rule", "pointer", "text"}
        details = {key: value for key, value in json.items() if key not in own}
        return cls(**{key: json[key] for key in own}, details=details)

    @property
    def amount(self) -> Decimal | None:
        """The proposed amount of a prorata, in euros."""
        amount = self.details.get("amount")
        return None if amount is None else amount["value"]

    @property
    def latest(self) -> datetime.date | None:
        """The last possible day of a postponed session."""
        latest = self.details.get("latest")
        return None if latest is None else latest["value"]

    @property
    def participants(self) -> tuple[str, ...]:
        """Who waits, by order of enrolment."""
        return tuple(self.details.get("participants", ()))


@dataclass(frozen=True, slots=True)
class InputError(_Record):
    """Something in the input that could not be taken as written."""

    code: str
    pointer: str
    line: int | None
    column: int | None
    title: str | None
    object: str | None
    found: str | None
    expected: str | None
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Gap(_Record):
    """Something that the file of the call does not hold."""

    id: str
    owed_by: str
    absence: str | None
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Assumption(_Record):
    """Something taken for granted, because the document does not say it."""

    pointer: str
    value: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Rule(_Record):
    """A rule as a call holds it: what it requires, and where its text says so."""

    id: str
    title: str
    requirement: str
    nature: str
    severity: Severity
    phase: str | None
    owed_by: str
    citations: tuple[Citation, ...]
    reading: str | None
    parameters: Mapping[str, Value]
    subjects: tuple[str, ...]
    appel: str

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        rule = dict(json)
        rule["citations"] = _citations(json)
        rule["parameters"] = {k: Value.from_json(v) for k, v in json["parameters"].items()}
        return cls(**rule)


@dataclass(frozen=True, slots=True)
class Change(_Record):
    """One aspect of something that differs between two calls, before and after, in words.

    ``aspect`` is ``severity``, ``demand``, ``conditions``, ``document``, ``sources``…
    """

    aspect: str
    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference(_Record):
    """A rule, a question, an actor… that differs between two calls, and what is said otherwise."""

    kind: DifferenceKind
    subject: DifferenceSubject
    id: str
    title: str
    changes: tuple[Change, ...]

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        difference = dict(json)
        difference["changes"] = tuple(Change.from_json(change) for change in json["changes"])
        return cls(**difference)


@dataclass(frozen=True, slots=True)
class Term(_Record):
    """What a line was worked out from: a ``base``, a ``product`` (``unit`` by ``times``), a
    ``floor``, a ``ceiling``, or what is ``asked``.
    """

    kind: str
    label: str
    pointer: str | None
    amount: Decimal | None
    unit: Decimal | None = None
    times: Decimal | None = None

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        return cls(**_decimals(json, ("amount", "unit", "times")))


_AMOUNTS = (
    "base",
    "at_least",
    "at_most",
    "asked",
    "still_possible",
    "excess",
    "lacking",
    "others_needed",
    "others_planned",
    "others_lacking",
    "base_needed",
    "proposed",
    "withheld",
)


@dataclass(frozen=True, slots=True)
class CalculationLine(_Record):
    """What a rule on amounts works out for a funder and a year, in euros; ``None`` is not known.

    ``at_least`` and ``at_most`` bound what may be asked; ``still_possible`` is what may yet be,
    ``excess`` and ``lacking`` by how much it is passed or missed. ``others_needed`` is what others
    must bring for the base to be covered, ``others_planned`` what they do, ``others_lacking`` what
    is still to be found, ``base_needed`` the least base that admits what is asked. ``proposed`` and
    ``withheld`` are of a prorata. ``missing`` points at the amounts that are not known.
    """

    rule: str
    instance: str | None
    title: str
    funder: str | None
    year: int | None
    terms: tuple[Term, ...]
    base: Decimal | None
    share: Value | None
    at_least: Decimal | None
    at_most: Decimal | None
    asked: Decimal | None
    open: bool
    complete: bool
    missing: tuple[str, ...]
    still_possible: Decimal | None
    excess: Decimal | None
    lacking: Decimal | None
    others_needed: Decimal | None
    others_planned: Decimal | None
    others_lacking: Decimal | None
    base_needed: Decimal | None
    proposed: Decimal | None
    withheld: Decimal | None
    carried_out: Mapping[str, Any] | None
    conditions: tuple[Mapping[str, str], ...]
    citations: tuple[Citation, ...]
    reading: str | None

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        line = _decimals(json, _AMOUNTS)
        line["terms"] = tuple(Term.from_json(term) for term in json["terms"])
        line["share"] = _value(json["share"])
        line["citations"] = _citations(json)
        return cls(**line)


@dataclass(frozen=True, slots=True)
class Estimate(_Record):
    """A call's own estimate of the funding of a year: its terms, and what they add up to."""

    year: int | None
    terms: tuple[Term, ...]
    total: Decimal
    citations: tuple[Citation, ...]
    reading: str | None

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        estimate = _decimals(json, ("total",))
        estimate["terms"] = tuple(
            Term(
                kind="product",
                label=term["label"],
                pointer=None,
                amount=Decimal(term["amount"]),
                unit=Decimal(term["unit"]),
                times=_product(term["times"]),
            )
            for term in json["terms"]
        )
        estimate["citations"] = _citations(json)
        return cls(**estimate)


def _decimals(json: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        key: Decimal(value) if key in names and value is not None else value
        for key, value in json.items()
    }


def _value(json: Mapping[str, Any] | None) -> Value | None:
    return None if json is None else Value.from_json(json)


def _product(factors: tuple[int, ...]) -> Decimal:
    product = Decimal(1)
    for factor in factors:
        product *= factor
    return product


def _citations(json: Mapping[str, Any]) -> tuple[Citation, ...]:
    return tuple(Citation.from_json(citation) for citation in json["citations"])
