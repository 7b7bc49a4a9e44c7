"""What a document may be in Python, and what is refused, where and how."""

from __future__ import annotations

import datetime
import json
from collections import UserDict
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pdn
import pytest
from conftest import EXAMPLES, example_days

MODULE_2 = "puy-de-dome-allier-2024-module-2"
DAY = datetime.date(2024, 7, 1)


def application(**keys: Any) -> dict[str, Any]:
    return {"type": "candidature", "module": "2", "phase": "depot", **keys}


def asked(amount: Any) -> dict[str, Any]:
    lines = [
        {"financeur": "caf-63", "annee": 2024, "montant": amount},
        {"financeur": "caf-63", "annee": 2025, "montant": 0},
    ]
    return application(departements=["63"], financements=lines)


def cap(report: pdn.Report) -> pdn.Finding:
    return next(f for f in report.findings if f.rule == "financement.plafond-caf")


def test_text_bytes_and_files_are_one_document() -> None:
    for name, day, decision in example_days():
        path = EXAMPLES / name
        report = pdn.evaluate(path, day)
        assert report.decision == decision, name
        content = path.read_bytes()
        assert pdn.evaluate(content, day) == report
        assert pdn.evaluate(bytearray(content), day) == report
        assert pdn.evaluate(content.decode(), day) == report


def test_a_dict_is_judged_as_its_text_without_lines() -> None:
    for name, day, _ in example_days():
        if name == "erreurs-de-saisie.json":
            continue  # it has a key twice, which a dict cannot
        content = (EXAMPLES / name).read_text(encoding="utf-8")
        assert (
            pdn.evaluate(json.loads(content), day).to_json() == pdn.evaluate(content, day).to_json()
        )


@pytest.mark.parametrize(
    ("amount", "outcome"),
    [
        (Decimal("3000.00"), "pass"),
        (Decimal("3E+3"), "pass"),
        (Decimal("3000.0000"), "pass"),
        (Decimal("3.000"), "pass"),
        (Decimal("0E-10"), "pass"),
        (Decimal("-0.00"), "pass"),
        (-0.0, "pass"),
        ("3000.0000", "pass"),
        (Decimal("3000.01"), "fail"),
        (3000, "pass"),
        (3001, "fail"),
        (3000.0, "pass"),
        (3000.01, "fail"),
        ("3000.00", "pass"),
    ],
)
def test_an_amount_is_a_decimal_an_int_or_an_exact_float(amount: Any, outcome: str) -> None:
    report = pdn.Appel(MODULE_2).evaluate(asked(amount), DAY)
    assert report.input_errors == ()
    assert cap(report).outcome == outcome


@pytest.mark.parametrize(
    "amount",
    [
        0.1 + 0.2,
        3000.001,
        1e300,
        float("nan"),
        float("inf"),
        Decimal("3000.001"),
        Decimal("NaN"),
        pytest.param(10**5000, id="5000 digits"),
        True,
        "3 000,00 €",
    ],
)
def test_what_is_no_amount_is_an_input_error_at_its_place(amount: Any) -> None:
    report = pdn.Appel(MODULE_2).evaluate(asked(amount), DAY)
    (error,) = report.input_errors
    assert error.pointer == "/financements/0/montant"
    assert (error.line, error.column) == (None, None)
    assert str(error)
    assert cap(report).outcome == "undetermined"


def test_half_a_surrogate_pair_is_an_input_error_at_its_place() -> None:
    document = application(reference="2024-017 \ud83d", formations=[{"id": "F1", "capacite": 9}])
    for form in (document, json.dumps(document), json.dumps(document, ensure_ascii=False)):
        report = pdn.Appel(MODULE_2).evaluate(form, DAY)
        assert [(e.code, e.pointer) for e in report.input_errors] == [
            ("impossible-value", "/reference")
        ]
        assert report.reference is None
        (capacity,) = [f for f in report.findings if f.rule == "formation.capacite"]
        assert capacity.outcome == "fail"


def test_a_count_is_a_whole_decimal_too() -> None:
    document = application(formations=[{"id": "F1", "capacite": Decimal("15")}])
    assert pdn.Appel(MODULE_2).evaluate(document, DAY).input_errors == ()


def test_dates_and_times_are_pythons_own() -> None:
    depot = {"date": datetime.date(2024, 6, 14), "heure": datetime.time(16, 30)}
    report = pdn.Appel(MODULE_2).evaluate(application(depot=depot), DAY)
    assert report.input_errors == ()
    depot = {"date": datetime.datetime(2024, 6, 14, 16, 30, tzinfo=datetime.timezone.utc)}
    report = pdn.Appel(MODULE_2).evaluate(application(depot=depot), DAY)
    assert [e.pointer for e in report.input_errors] == ["/depot/date"]
    depot = {"heure": datetime.time(16, 30, 5)}
    report = pdn.Appel(MODULE_2).evaluate(application(depot=depot), DAY)
    assert [e.pointer for e in report.input_errors] == ["/depot/heure"]


def test_other_mappings_and_tuples_will_do() -> None:
    formation = {"id": "F1", "capacite": 9}
    plain = pdn.Appel(MODULE_2).evaluate(application(formations=[formation]), DAY)
    for document in (
        application(formations=(MappingProxyType(formation),)),
        UserDict(application(formations=[UserDict(formation)])),
        MappingProxyType(application(formations=[formation])),
    ):
        assert pdn.Appel(MODULE_2).evaluate(document, DAY) == plain


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"type": "candidature", "formations": [{"capacite": {1, 2}}]}, "/formations/0/capacite"),
        ({"type": "candidature", "structure": {1: "nom"}}, "/structure"),
        ({"type": "candidature", "a/b": {"c": b"octets"}}, "/a~1b/c"),
    ],
)
def test_what_is_no_data_is_a_type_error_at_its_place(document: dict[str, Any], place: str) -> None:
    with pytest.raises(TypeError, match=f"^{place}: "):
        pdn.evaluate(document, DAY)


def test_what_is_no_document_is_a_type_error() -> None:
    for document in (12, None, ["candidature"], object()):
        with pytest.raises(TypeError, match="a document is a dict, a str, bytes or"):
            pdn.evaluate(document, DAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("{", "not-json", (1, 1)),
        ('{ "type": ]', "not-json", (1, 11)),
        (b'{ "type": "\xe9" }', "not-utf8", (1, 12)),
        pytest.param("[" * 200 + "]" * 200, "too-deep", (1, 129), id="deep"),
        pytest.param(" " * (16 * 1024 * 1024 + 1), "too-large", (1, 1), id="large"),
    ],
)
def test_what_cannot_be_read_is_an_error(
    text: str | bytes, code: str, place: tuple[int, int]
) -> None:
    with pytest.raises(pdn.DocumentError) as raised:
        pdn.evaluate(text, DAY)
    assert isinstance(raised.value, pdn.PdnError)
    assert isinstance(raised.value, ValueError)
    assert raised.value.code == code
    assert (raised.value.line, raised.value.column) == place
    with pytest.raises(pdn.DocumentError) as english:
        pdn.evaluate(text, DAY, lang="en")
    assert str(english.value) != str(raised.value)


def test_a_dict_that_holds_itself_is_too_deep() -> None:
    document: dict[str, Any] = {"type": "candidature"}
    document["formations"] = [document]
    with pytest.raises(pdn.DocumentError) as raised:
        pdn.evaluate(document, DAY)
    assert (raised.value.code, raised.value.line) == ("too-deep", None)


def test_a_file_that_cannot_be_read_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        pdn.evaluate(tmp_path / "absent.json", DAY)
    assert raised.value.filename == str(tmp_path / "absent.json")
    with pytest.raises(IsADirectoryError):
        pdn.evaluate(tmp_path, DAY)


def test_the_day_is_a_date_or_its_text() -> None:
    document = {"type": "profil"}
    report = pdn.evaluate(document, DAY)
    assert report.on == DAY
    assert pdn.evaluate(document, "2024-07-01") == report
    for text in ("2024-02-30", "hier", "", "2024-07-01T10:00"):
        with pytest.raises(pdn.PdnError):
            pdn.evaluate(document, text)
    for day in (datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc), 20240701, None):
        with pytest.raises(TypeError):
            pdn.evaluate(document, day)  # type: ignore[arg-type]


def test_the_language_is_french_or_english() -> None:
    with pytest.raises(pdn.PdnError):
        pdn.evaluate({"type": "profil"}, DAY, lang="de")  # type: ignore[arg-type]
