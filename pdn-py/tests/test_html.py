"""The HTML report, read in a real browser: accessible, narrow enough for a telephone, on A4."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pdn
import pytest
from conftest import EXAMPLES, example_days

READER = Path(__file__).parent / "html"
BROWSER = os.environ.get("CHROMIUM", "/usr/bin/chromium")
READ = (
    "bilan-prorata",
    "candidature-coordination-incomplete",
    "candidature-incomplete",
    "erreurs-de-saisie",
    "lot-un-operateur-deux-fois",
    "plan-2018-un-centime-de-trop",
    "profil-conforme",
    "promeneur-conforme",
    "session-6-inscrits",
)
ready = pytest.mark.skipif(
    not (Path(BROWSER).exists() and shutil.which("node") and (READER / "node_modules").exists()),
    reason="it takes Chromium, Node, and `npm ci` in pdn-py/tests/html",
)


def pages(folder: Path) -> list[Path]:
    """A page of every kind, two in English, a call's, hostile text, the index of all examples."""
    written: list[Path] = []
    index: list[tuple[str, str | None, pdn.Report | str]] = []
    for name, day, _ in example_days():
        report = pdn.evaluate(EXAMPLES / name, day)
        index.append((name, f"{name}.html", report))
        if name.removesuffix(".json") in READ:
            path = folder / f"{name}.html"
            path.write_text(report.to_html(), encoding="utf-8")
            written.append(path)
    for name, day in (("candidature-incomplete", "2024-07-01"), ("plan-2018", "2018-01-29")):
        path = folder / f"{name}-en.html"
        path.write_text(pdn.evaluate(EXAMPLES / f"{name}.json", day).to_html("en"), "utf-8")
        written.append(path)
    path = folder / "appel.html"
    path.write_text(pdn.Appel("cantal-2017").examine("2017-11-01").to_html(), encoding="utf-8")
    written.append(path)
    path = folder / "hostile.html"
    path.write_text(hostile().to_html(), encoding="utf-8")
    written.append(path)
    index += [
        ("<b>illisible</b>.json", None, "Ligne 1\xa0: <i>rien</i>"),
        ("x" * 200, None, "y" * 300),
    ]
    path = folder / "index-fr.html"
    path.write_text(pdn.index_html(index), encoding="utf-8")
    written.append(path)
    path = folder / "index-en.html"
    path.write_text(pdn.index_html(index, lang="en"), encoding="utf-8")
    written.append(path)
    return written


def hostile() -> pdn.Report:
    nasty = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\u202e\x07"
    document = {
        "type": "candidature",
        "reference": nasty,
        nasty: nasty,
        "module": nasty,
        "formations": [{"id": nasty, "capacite": 9, "livrables": [nasty]}],
        "partenaires": [{"nom": nasty}],
        "financements": [{"financeur": nasty, "annee": 2024, "montant": nasty}],
        "appreciations": {"formation.objectifs": {"avis": "favorable", "commentaire": nasty}},
    }
    return pdn.Appel("puy-de-dome-allier-2024-module-2").evaluate(
        json.dumps(document), "2024-07-01"
    )


@ready
def test_every_page_is_read_without_a_fault(tmp_path: Path) -> None:
    done = subprocess.run(
        ["node", str(READER / "read.mjs"), *map(str, pages(tmp_path))],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "CHROMIUM": BROWSER},
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_text_of_a_document_is_never_markup() -> None:
    page = hostile().to_html()
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "\x07" not in page
    assert "&lt;script&gt;" in page
    # Nor does it drive a terminal.
    text = hostile().to_text()
    assert "\u202e" not in text
    assert "\x07" not in text


def test_the_page_says_what_the_report_says() -> None:
    report = pdn.evaluate(EXAMPLES / "candidature-irrecevable.json", "2024-07-01")
    page = report.to_html()
    assert page.startswith('<!DOCTYPE html><html lang="fr">')
    for finding in report.attention:
        assert finding.title in page
        assert finding.remedy is None or finding.remedy.text in page
    assert "<svg" in page
    assert not re.search(r"https?://", page)
    # The plan of a refused plan shows by how much.
    plan = pdn.evaluate(EXAMPLES / "plan-2018-un-centime-de-trop.json", "2018-01-29").to_html()
    assert "en trop 0,01\xa0€" in plan


def test_a_notebook_gets_a_part_of_a_page() -> None:
    report = pdn.evaluate(EXAMPLES / "profil-conforme.json", "2024-07-01")
    fragment = report._repr_html_()  # pyright: ignore[reportPrivateUsage]
    assert fragment.startswith("<style>")
    assert "<html" not in fragment
