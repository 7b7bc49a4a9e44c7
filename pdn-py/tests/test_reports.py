"""Reports, and what is seen through them."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pdn
import pytest
from conftest import EXAMPLES, ROOT, example_days

MODULE_2 = "puy-de-dome-allier-2024-module-2"


@pytest.fixture
def report(refused: bytes) -> pdn.Report:
    return pdn.Appel(MODULE_2).evaluate(refused, "2024-07-01")


def test_the_decision(report: pdn.Report) -> None:
    assert report.decision == "inadmissible"
    assert report.decision_text == "Irrecevable"
    assert report.settled
    assert report.exit_code == 2
    assert report.subject == "candidature"
    assert report.reference == "2024-024"
    assert report.on == datetime.date(2024, 7, 1)
    assert report.lang == "fr"
    assert report.line is None
    assert report.appel == pdn.Appel(MODULE_2)
    assert report.counts()["fail"] == 4


def test_a_finding(report: pdn.Report) -> None:
    (finding,) = [f for f in report.attention if f.rule == "financement.plafond-caf"]
    assert finding.instance == "financeur=caf-63"
    assert finding.outcome == "fail"
    assert finding.severity == "blocking"
    assert finding.owed_by == "candidat"
    assert finding.pointer == "/financements/1/montant"
    assert finding.rests_on == ()
    assert finding.observed == pdn.Value("amount", Decimal("3450.00"))
    assert finding.expected == pdn.Value("range", max=pdn.Value("amount", Decimal("3000.00")))
    assert finding.citations == (pdn.Citation("MODULE2", "§2.f"),)
    assert finding.reading is not None
    assert finding.appreciation is None
    assert finding.report == report
    remedy = finding.remedy
    assert remedy is not None
    assert remedy.action == "lower"
    assert remedy.by == pdn.Value("amount", Decimal("450.00"))
    assert remedy.scope == "total"
    assert str(remedy) == (
        "Ramener le total à 3\u202f000,00\xa0€ au plus, soit 450,00\xa0€ de moins."
    )
    assert repr(finding) == "<Finding financement.plafond-caf [financeur=caf-63]: fail>"
    assert finding.to_dict()["rule"] == finding.rule


def test_what_a_finding_rests_on_and_what_its_remedy_is_said_of() -> None:
    appel = pdn.Appel(MODULE_2)
    document = {"type": "candidature", "module": "2", "formations": [{"id": "F1", "capacite": 9}]}
    report = appel.evaluate(document, "2024-07-01")
    small = next(f for f in report.findings if f.rule == "formation.capacite")
    assert small.rests_on == ()
    assert small.remedy is not None
    assert small.remedy.scope == "value"
    frequency = next(f for f in report.findings if f.pointer == "/formations/0/periodicite")
    assert frequency.outcome == "undetermined"
    assert frequency.rests_on == ("/formations/0/periodicite",)
    for finding, as_dict in zip(report.findings, report.to_dict()["findings"], strict=True):
        assert list(finding.rests_on) == as_dict["rests_on"]
        assert finding.to_dict() == as_dict
        remedy = finding.remedy
        assert (remedy and remedy.scope) == (as_dict["remedy"] and as_dict["remedy"]["scope"])


def test_a_period_and_a_date_are_pythons_own(report: pdn.Report) -> None:
    (late,) = [f for f in report.attention if f.rule == "formation.periode"]
    assert late.observed == pdn.Value("date", datetime.date(2026, 1, 10))
    remedy = late.remedy
    assert remedy is not None
    first, last = datetime.date(2024, 9, 1), datetime.date(2025, 12, 31)
    assert remedy.to == pdn.Value("period", start=first, end=last)


def test_the_dict_is_the_json_with_pythons_values(report: pdn.Report) -> None:
    as_json = json.loads(report.to_json())
    as_dict = report.to_dict()
    assert as_dict["on"] == report.on
    assert list(as_dict) == list(as_json)

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(v) for key, v in value.items()}
        if isinstance(value, list):
            return [plain(v) for v in value]
        return str(value) if isinstance(value, (Decimal, datetime.date)) else value

    assert plain(as_dict) == as_json


def test_what_is_missing_follows_and_was_assumed() -> None:
    report = pdn.evaluate(EXAMPLES / "candidature-incomplete.json", "2024-07-01")
    missing = report.missing[0]
    assert missing.decides
    assert missing.rules
    assert missing.pointer.startswith("/")
    assert (missing.title, missing.object) == ("Financements", None)
    assert missing.asked_by.startswith("Il peut être demandé à chaque Caf")
    assert missing.citations == (pdn.Citation("MODULE2", "§2.f"),)
    frequency = next(m for m in report.missing if m.pointer == "/formations/1/periodicite")
    assert (str(frequency), frequency.object) == ("Périodicité, formation F2", "formation F2")
    assert report.unread == ()
    session = pdn.evaluate(EXAMPLES / "session-6-inscrits.json", "2025-03-10")
    (postponed,) = session.consequences
    assert postponed.code == "annulation-et-report"
    assert postponed.latest == datetime.date(2025, 12, 31)
    prorata = pdn.evaluate(EXAMPLES / "bilan-prorata.json", "2026-02-02").consequences
    assert [c.amount for c in prorata] == [Decimal("1500.00"), Decimal("750.00"), Decimal("750.00")]
    crowded = pdn.evaluate(EXAMPLES / "session-23-inscrits.json", "2024-11-04").consequences
    assert [c.participants for c in crowded] == [("P10", "P16", "P5")]
    bare = pdn.Appel(MODULE_2).evaluate({"type": "candidature"}, "2024-07-01")
    assert [a.pointer for a in bare.assumptions] == ["/phase"]


def test_input_errors_have_their_places() -> None:
    report = pdn.evaluate(EXAMPLES / "erreurs-de-saisie.json", "2024-07-01")
    assert len(report.input_errors) == 26
    first = report.input_errors[0]
    assert (first.pointer, first.line) == ("/depot/date", 11)
    assert (first.title, first.object) == ("Date de dépôt", None)
    assert str(first).startswith("Date de dépôt\xa0: ce jour n’existe pas")


def test_the_examples_are_written_as_they_should_be() -> None:
    for name, day, _ in example_days():
        errors = pdn.evaluate(EXAMPLES / name, day).input_errors
        assert bool(errors) == (name == "erreurs-de-saisie.json"), (name, errors)
    folder = ROOT / "examples" / "appels"
    for path in sorted((folder / "dossiers").glob("*.json")):
        call = path.stem.rpartition("-")[0]
        report = pdn.Appel.from_toml(folder / f"{call}-2025.toml").evaluate(path, "2025-03-17")
        assert report.input_errors == (), path.name


def test_opinions_are_counted() -> None:
    training = {"id": "F1", "appreciations": {"formation.objectifs": {"avis": "defavorable"}}}
    document = {"type": "candidature", "formations": [training, {"id": "F2"}]}
    report = pdn.Appel(MODULE_2).evaluate(document, "2024-07-01")
    counted = {"favourable": 0, "reserved": 0, "unfavourable": 1, "pending": 1}
    assert report.opinions() == counted
    assert report.opinions_text == "1 avis défavorable"
    assert report.in_language("en").opinions_text == "1 opinion against"
    bare = pdn.Appel(MODULE_2).evaluate({"type": "candidature"}, "2024-07-01")
    assert bare.opinions_text is None


def test_sentences_speak_the_language_asked_for(report: pdn.Report) -> None:
    english = report.in_language("en")
    assert english.lang == "en"
    assert english.decision_text == "Inadmissible"
    assert english != report
    assert english.in_language("fr") == report
    assert english.to_json() == report.to_json("en")
    assert english.findings[0].title != report.findings[0].title
    appel = pdn.Appel(MODULE_2, lang="en")
    assert appel.evaluate({"type": "candidature"}, "2024-07-01").lang == "en"
    assert appel.evaluate({"type": "candidature"}, "2024-07-01", lang="fr").lang == "fr"


def test_a_call_explains_its_rules() -> None:
    appel = pdn.Appel("cantal-2017")
    for rule in appel.rules():
        text = appel.explain(rule.id)
        assert text is not None
        assert text.splitlines()[0] == f"{rule.id} (cantal-2017)"
        assert all(citation.document in text for citation in rule.citations)
        pieces = appel.render_rule(rule.id)
        assert pieces is not None
        assert "".join(piece for _, piece in pieces) == text
    assert "80\xa0%" in (appel.explain("financement.taux-caf") or "")
    assert appel.explain("financement.taux-caf", "en") != appel.explain("financement.taux-caf")
    assert appel.explain("aucune.regle") is None
    assert appel.render_rule("aucune.regle") is None


def test_explain(report: pdn.Report) -> None:
    text = report.explain("financement.plafond-caf")
    assert text is not None
    assert "MODULE2, §2.f" in text
    assert "450,00" in text
    assert report.explain("financement.plafond-caf", "en") != text
    assert report.explain("aucune.regle") is None


def test_the_text_in_pieces_is_the_text(report: pdn.Report) -> None:
    pieces = report.render()
    assert "".join(text for _, text in pieces) == report.to_text()
    assert ("inadmissible", "Irrecevable") in pieces


def test_reports_compare_hash_and_travel(report: pdn.Report) -> None:
    for name, day, _ in example_days():
        judged = pdn.evaluate(EXAMPLES / name, day)
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            back = pickle.loads(pickle.dumps(judged, protocol))
            assert back == judged
            assert hash(back) == hash(judged)
            assert back.to_json() == judged.to_json()
        assert copy.deepcopy(judged.findings) == judged.findings
        assert pickle.loads(pickle.dumps(judged.missing)) == judged.missing
        assert pickle.loads(pickle.dumps(judged.input_errors)) == judged.input_errors
    as_dict = pdn.Appel(MODULE_2).evaluate({"type": "candidature", "x": 1}, "2024-07-01")
    assert pickle.loads(pickle.dumps(as_dict)) == as_dict
    assert len({report, copy.copy(report)}) == 1
    assert report != "irrecevable"
    with pytest.raises(TypeError):
        _ = report < report  # type: ignore[operator]


def test_a_report_of_another_version_is_not_replayed(report: pdn.Report) -> None:
    rebuild, (appel, document, how) = report.__reduce__()
    with pytest.raises(pdn.PdnError, match=r"0\.0\.9"):
        rebuild(appel, document, (*how[:4], "0.0.9"))


def test_nothing_can_be_changed(report: pdn.Report) -> None:
    finding = report.findings[0]
    for thing, name in (
        (report, "decision"),
        (report, "nouveau"),
        (finding, "outcome"),
        (report.appel, "id"),
        (finding.citations[0], "place"),
    ):
        with pytest.raises(AttributeError):
            setattr(thing, name, "x")
    rule = report.appel.rules()[0]
    with pytest.raises(AttributeError):
        setattr(rule, "title", "x")  # noqa: B010
    assert report.findings == report.findings


def test_short_and_useful(report: pdn.Report) -> None:
    assert repr(report) == (
        f'<Report candidature "2024-024" on 2024-07-01 under {MODULE_2}: inadmissible, settled>'
    )
    assert repr(report.appel) == f"<Appel {MODULE_2} 2024-1>"


def test_a_call() -> None:
    assert pdn.appels() == ("cantal-2017", "charte-2016", MODULE_2)
    appel = pdn.Appel(MODULE_2)
    assert appel.departements == ("03", "63")
    assert not appel.title.isascii()
    assert "MODULE2" in appel.texts
    assert pickle.loads(pickle.dumps(appel)) == appel
    assert len({appel, pdn.Appel(MODULE_2)}) == 1


def test_an_unknown_call_names_the_known_ones() -> None:
    with pytest.raises(pdn.AppelError) as raised:
        pdn.Appel("puy-de-dome")
    assert raised.value.code == "unknown-call"
    assert all(known in str(raised.value) for known in pdn.appels())


def test_a_call_of_ones_own(tmp_path: Path) -> None:
    path = ROOT / "examples" / "appels" / "ville-montbrelle-2025.toml"
    appel = pdn.Appel.from_toml(path)
    assert pdn.Appel.from_toml(path.read_bytes()) == appel
    assert pdn.Appel.from_toml(path.read_text(encoding="utf-8")) == appel
    assert pickle.loads(pickle.dumps(appel)) == appel
    judged = appel.evaluate({"type": "candidature"}, "2025-02-01")
    assert pickle.loads(pickle.dumps(judged)) == judged
    with pytest.raises(FileNotFoundError):
        pdn.Appel.from_toml(tmp_path / "absent.toml")
    with pytest.raises(TypeError):
        pdn.Appel.from_toml(12)  # type: ignore[arg-type]


def test_the_faults_of_a_call_come_all_at_once() -> None:
    with pytest.raises(pdn.AppelError) as raised:
        pdn.Appel.from_toml("[apel]\n")
    error = raised.value
    assert (error.code, error.line, error.column) == ("faults", 1, 1)
    assert len(error.faults) == 2
    assert str(error).count("\n") == 1
    back = pickle.loads(pickle.dumps(error))
    assert (str(back), back.faults) == (str(error), error.faults)


def test_rules() -> None:
    rules = pdn.rules()
    assert len({rule.id for rule in rules}) > 150
    cap = next(rule for rule in rules if rule.id == "financement.plafond-caf")
    assert cap.appel == MODULE_2
    assert cap.nature == "plafond"
    assert cap.parameters["attendu"].max == pdn.Value("amount", Decimal("3000.00"))
    assert "candidature" in cap.subjects
    assert pdn.rules("en")[0].title != rules[0].title
    assert {rule.id for rule in pdn.Appel(MODULE_2).rules()} <= {rule.id for rule in rules}


def test_the_call_examined() -> None:
    report = pdn.Appel("cantal-2017").examine("2017-11-01")
    assert report.subject == "appel"
    assert report.decision == "incomplete"
    assert pickle.loads(pickle.dumps(report)) == report


def test_the_money_of_a_plan() -> None:
    calculation = pdn.Appel("cantal-2017").calculate(EXAMPLES / "plan-2018.json", "2018-01-29")
    line = next(line for line in calculation.lines if (line.funder, line.year) == ("caf-15", 2018))
    assert line.base == Decimal("37500.00")
    assert line.at_most == Decimal("30000.00")
    assert line.others_needed == Decimal("7500.00")
    assert [term.kind for term in line.terms] == ["base", "asked"]
    estimate = calculation.estimate
    assert estimate is not None
    assert estimate.total == sum(term.amount or 0 for term in estimate.terms)
    assert estimate.total == Decimal("63828.00")
    assert calculation.report.decision == "admissible"
    assert json.loads(calculation.to_json())["format"] == 1
    assert "63\u202f828,00" in calculation.to_text()
    assert pickle.loads(pickle.dumps(calculation)) == calculation


def test_how_many_units_are_due_in_full() -> None:
    appel = pdn.Appel(MODULE_2)
    calculation = appel.calculate(EXAMPLES / "bilan-prorata.json", "2026-02-02")
    line = next(line for line in calculation.lines if line.proposed is not None)
    assert (line.asked, line.proposed) == (Decimal("3000.00"), Decimal("1500.00"))
    due: list[Decimal | int] = [
        Decimal("0"),
        1500,
        Decimal("1500.01"),
        Decimal("3E+3"),
        Decimal("3000.01"),
    ]
    units = [calculation.units_for(amount, line.rule, line.funder, line.year) for amount in due]
    assert units == [0, 1, 2, 2, None]
    assert calculation.units_for(1500, "formation.capacite") is None
    for wrong in (1500.0, "1500", True):
        with pytest.raises(TypeError, match="a Decimal or an int is expected"):
            calculation.units_for(wrong, line.rule)  # type: ignore[arg-type]
    for impossible in (Decimal("-1"), Decimal("0.001"), Decimal("NaN"), 10**40):
        with pytest.raises(pdn.PdnError):
            calculation.units_for(impossible, line.rule)


def test_a_batch() -> None:
    lot = json.loads((EXAMPLES / "lot-un-operateur-deux-fois.json").read_text(encoding="utf-8"))
    appel = pdn.Appel(MODULE_2)
    report = appel.evaluate_lot(lot["candidatures"], "2024-07-01")
    assert report.subject == "lot"
    reviewed = [f.instance for f in report.attention]
    assert reviewed == [f.instance for f in appel.evaluate(lot, "2024-07-01").attention]
    assert len(reviewed) == 2
    mixed = [json.dumps(lot["candidatures"][0]), *lot["candidatures"][1:]]
    assert appel.evaluate_lot(mixed, "2024-07-01") == report
    # As Windows' Notepad keeps them.
    marked = [b"\xef\xbb\xbf" + json.dumps(one).encode() for one in lot["candidatures"]]
    assert appel.evaluate_lot(marked, "2024-07-01") == report
    with pytest.raises(pdn.DocumentError):
        appel.evaluate_lot(["{}, {}"], "2024-07-01")


def test_two_calls_are_compared() -> None:
    before = pdn.Appel("cantal-2017")
    toml = pdn.appel_toml("cantal-2017")
    assert before.compare(pdn.Appel.from_toml(toml)).differences == ()
    assert before.compare(before).to_text("en") == "Nothing differs.\n"
    after = pdn.Appel.from_toml(toml.replace("2017-11-06", "2017-11-07"))
    comparison = before.compare(after)
    (difference,) = comparison.differences
    assert (difference.kind, difference.subject, difference.id) == (
        "changed",
        "rule",
        "depot.delai",
    )
    (change,) = difference.changes
    assert (change.aspect, change.label) == ("demand", "Ce qui est demandé")
    assert change.before is not None
    assert "6 novembre 2017" in change.before
    assert change.after is not None
    assert "7 novembre 2017" in change.after
    assert "".join(piece for _, piece in comparison.render()) == comparison.to_text()
    assert comparison != after.compare(before)
    assert (comparison.before, comparison.after) == (before, after)
    back = pickle.loads(pickle.dumps(comparison))
    assert (back, hash(back)) == (comparison, hash(comparison))
    english = before.compare(after, lang="en")
    assert english.lang == "en"
    assert english.differences[0].changes[0].label == "What is asked"
    with pytest.raises(pdn.AppelError) as unknown:
        pdn.appel_toml("absent", lang="en")
    with pytest.raises(pdn.AppelError) as expected:
        pdn.Appel("absent", lang="en")
    assert str(unknown.value) == str(expected.value)
