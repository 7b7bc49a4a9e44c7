"""Twenty of the call's rules as a Caf's developer would write them, three ways: plain
dicts, pydantic models, msgspec structs. All three give what the engine gives for these rules; what
it adds (remedies, citations, what is missing, input errors with their places) they do not.
"""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import msgspec
import pydantic

DECLARED = (
    "engagement.intervenants-qualifies",
    "engagement.cooperation.coordination",
    "engagement.cooperation.comite-technique-jeunesse",
    "engagement.cooperation.comite-technique-elargi",
    "engagement.cooperation.reseau",
    "engagement.neutralite",
    "engagement.evaluation",
    "engagement.attestations",
    "engagement.modifications",
    "budget.depenses-incluses",
)
DECLARED_BY_TRAINING = ("formation.livrables.transmission", "formation.public.anciennete.bases")
DELIVERABLES = ("supports-visuels", "fiches-actions")
RULES = frozenset(
    {
        "structure.forme",
        "structure.champ-de-competence",
        "structure.qualiopi",
        "formation.capacite",
        "formation.periode",
        "formation.livrables.supports-visuels",
        "formation.livrables.fiches-actions",
        "financement.plafond-caf",
        *DECLARED,
        *DECLARED_BY_TRAINING,
    }
)
FIRST, LAST = datetime.date(2024, 9, 1), datetime.date(2025, 12, 31)
CAP = Decimal(3000)
YEARS = (2024, 2025)

Finding = tuple[str, str, str]


def said(met: bool | None) -> str:
    return "undetermined" if met is None else "pass" if met else "fail"


def plain(content: bytes) -> list[Finding]:
    """``json.loads`` and dicts."""
    document: dict[str, Any] = json.loads(content)
    found: list[Finding] = []
    structure = document.get("structure") or {}
    forme = structure.get("forme")
    found.append(
        (
            "structure.forme",
            "/structure/forme",
            said(None if forme is None else forme == "association"),
        )
    )
    champs = structure.get("champs_de_competence")
    allowed = (
        None
        if champs is None
        else any(c in ("branche-famille", "partenaires-associes") for c in champs)
    )
    found.append(
        ("structure.champ-de-competence", "/structure/champs_de_competence", said(allowed))
    )
    found.append(("structure.qualiopi", "/structure/qualiopi", said(structure.get("qualiopi"))))
    for n, formation in enumerate(document.get("formations") or ()):
        place = f"/formations/{n}"
        capacity = formation.get("capacite")
        found.append(
            (
                "formation.capacite",
                f"{place}/capacite",
                said(None if capacity is None else 10 <= capacity <= 20),
            )
        )
        delivered = formation.get("livrables")
        for deliverable in DELIVERABLES:
            met = None if delivered is None else deliverable in delivered
            found.append((f"formation.livrables.{deliverable}", f"{place}/livrables", said(met)))
        declared = formation.get("declarations") or {}
        found += [
            (point, f"{place}/declarations/{point}", said(declared.get(point)))
            for point in DECLARED_BY_TRAINING
        ]
        for m, session in enumerate(formation.get("sessions") or ()):
            first, last = session.get("debut"), session.get("fin")
            days = [datetime.date.fromisoformat(day) if day else None for day in (first, last)]
            found.append(period(f"{place}/sessions/{m}", days[0], days[1]))
    lines = document.get("financements")
    if lines is not None:
        asked: dict[str, dict[int, Decimal]] = {}
        where: dict[str, int] = {}
        for n, line in enumerate(lines):
            funder = line["financeur"]
            if funder.startswith("caf-") and line.get("montant") is not None:
                by_year = asked.setdefault(funder, {})
                amount = Decimal(str(line["montant"]))
                by_year[line["annee"]] = by_year.get(line["annee"], Decimal(0)) + amount
                where[funder] = n
        found += [cap(where[funder], by_year) for funder, by_year in asked.items()]
    declared = document.get("declarations") or {}
    for point in DECLARED:
        found.append((point, f"/declarations/{point}", said(declared.get(point))))
    return found


def period(place: str, first: datetime.date | None, last: datetime.date | None) -> Finding:
    if first is not None and not FIRST <= first <= LAST:
        return ("formation.periode", f"{place}/debut", "fail")
    if last is not None and not FIRST <= last <= LAST:
        return ("formation.periode", f"{place}/fin", "fail")
    met = None if first is None or last is None else True
    return ("formation.periode", f"{place}/debut", said(met))


def cap(rank: int, by_year: dict[int, Decimal]) -> Finding:
    total = sum(by_year.values())
    met = False if total > CAP else True if all(year in by_year for year in YEARS) else None
    return ("financement.plafond-caf", f"/financements/{rank}/montant", said(met))


class ModelSession(pydantic.BaseModel):
    debut: datetime.date | None = None
    fin: datetime.date | None = None


class ModelFormation(pydantic.BaseModel):
    capacite: int | None = None
    livrables: list[str] | None = None
    declarations: dict[str, bool] = {}
    sessions: list[ModelSession] = []


class ModelStructure(pydantic.BaseModel):
    forme: str | None = None
    champs_de_competence: list[str] | None = None
    qualiopi: bool | None = None


class ModelFinancement(pydantic.BaseModel):
    financeur: str
    annee: int
    montant: Decimal | None = None


class ModelCandidature(pydantic.BaseModel):
    structure: ModelStructure = ModelStructure()
    formations: list[ModelFormation] = []
    financements: list[ModelFinancement] | None = None
    declarations: dict[str, bool] = {}


class Session(msgspec.Struct):
    debut: datetime.date | None = None
    fin: datetime.date | None = None


class Formation(msgspec.Struct):
    capacite: int | None = None
    livrables: list[str] | None = None
    declarations: dict[str, bool] = {}
    sessions: list[Session] = []


class Structure(msgspec.Struct):
    forme: str | None = None
    champs_de_competence: list[str] | None = None
    qualiopi: bool | None = None


class Financement(msgspec.Struct):
    financeur: str
    annee: int
    montant: Decimal | None = None


class Candidature(msgspec.Struct):
    structure: Structure = msgspec.field(default_factory=Structure)
    formations: list[Formation] = []
    financements: list[Financement] | None = None
    declarations: dict[str, bool] = {}


_DECODER = msgspec.json.Decoder(Candidature)


def with_pydantic(content: bytes) -> list[Finding]:
    """pydantic models, then attributes."""
    return judge(ModelCandidature.model_validate_json(content))


def with_msgspec(content: bytes) -> list[Finding]:
    """msgspec structs, then attributes."""
    return judge(_DECODER.decode(content))


def judge(document: Any) -> list[Finding]:
    """The rules on a model or a struct: they have the same attributes."""
    found: list[Finding] = []
    structure = document.structure
    forme = structure.forme
    found.append(
        (
            "structure.forme",
            "/structure/forme",
            said(None if forme is None else forme == "association"),
        )
    )
    champs = structure.champs_de_competence
    allowed = (
        None
        if champs is None
        else any(c in ("branche-famille", "partenaires-associes") for c in champs)
    )
    found.append(
        ("structure.champ-de-competence", "/structure/champs_de_competence", said(allowed))
    )
    found.append(("structure.qualiopi", "/structure/qualiopi", said(structure.qualiopi)))
    for n, formation in enumerate(document.formations):
        place = f"/formations/{n}"
        capacity = formation.capacite
        met = None if capacity is None else 10 <= capacity <= 20
        found.append(("formation.capacite", f"{place}/capacite", said(met)))
        delivered = formation.livrables
        for deliverable in DELIVERABLES:
            met = None if delivered is None else deliverable in delivered
            found.append((f"formation.livrables.{deliverable}", f"{place}/livrables", said(met)))
        for point in DECLARED_BY_TRAINING:
            declared = formation.declarations.get(point)
            found.append((point, f"{place}/declarations/{point}", said(declared)))
        for m, session in enumerate(formation.sessions):
            found.append(period(f"{place}/sessions/{m}", session.debut, session.fin))
    if document.financements is not None:
        asked: dict[str, dict[int, Decimal]] = {}
        where: dict[str, int] = {}
        for n, line in enumerate(document.financements):
            if line.financeur.startswith("caf-") and line.montant is not None:
                by_year = asked.setdefault(line.financeur, {})
                by_year[line.annee] = by_year.get(line.annee, Decimal(0)) + line.montant
                where[line.financeur] = n
        found += [cap(where[funder], by_year) for funder, by_year in asked.items()]
    for point in DECLARED:
        found.append((point, f"/declarations/{point}", said(document.declarations.get(point))))
    return found
