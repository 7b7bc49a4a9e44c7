"""Every case of ``tests/conformance``, through the wheel; its README has the format."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pdn
import pytest
from conftest import ROOT

FOLDER = ROOT / "tests" / "conformance"
CASES = sorted((FOLDER / "cases").rglob("*.json"))


@cache
def from_rust() -> dict[str, dict[str, Any]]:
    """What Rust makes of each case, if ``tests/conformance/reports.rs`` was run: its document to
    the byte, the digests of its report, or its error.
    """
    path = os.environ.get("PDN_CONFORMANCE")
    if path is None:
        return {}
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return {line["case"]: line for line in map(json.loads, lines)}


@cache
def call(name: str, *, toml: bool) -> pdn.Appel:
    return pdn.Appel.from_toml(FOLDER / "calls" / name) if toml else pdn.Appel(name)


def document(case: dict[str, Any]) -> str | bytes:
    if "input" in case:
        return json.dumps(case["input"], ensure_ascii=False)
    if "input_text" in case:
        return str(case["input_text"])
    if "input_base64" in case:
        return base64.b64decode(case["input_base64"])
    repeat = case["input_repeat"]
    return str(repeat["before"] + repeat["unit"] * repeat["times"] + repeat["after"])


def holds(found: Any, expected: Any) -> bool:
    """All that is expected is there; lists are compared whole, objects key by key."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            holds(found.get(key), value) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return (
            isinstance(found, list)
            and len(found) == len(expected)
            and all(map(holds, found, expected))
        )
    return type(found) is type(expected) and bool(found == expected)


def without_places(report: dict[str, Any]) -> dict[str, Any]:
    """As of a document in Python's own types, where lines and columns mean nothing."""
    nowhere = {"line": None, "column": None}
    return report | {"input_errors": [error | nowhere for error in report["input_errors"]]}


def faults(report: dict[str, Any], expect: dict[str, Any]) -> list[str]:
    """What is not as the case says."""
    wrong: list[str] = [
        key
        for key in ("decision", "settled", "opinions", "assumptions")
        if key in expect and not holds(report[key], expect[key])
    ]
    findings = report["findings"]
    for wanted in expect.get("findings", []):
        count = sum(holds(finding, wanted) for finding in findings)
        if count != 1:
            wrong.append(f"{count} findings like {wanted}")
    rules = {finding["rule"] for finding in findings}
    wrong += [f"a finding of {rule}" for rule in expect.get("no_finding", []) if rule in rules]
    missing = [m["pointer"] for m in report["missing"]]
    wanted_missing = expect.get("missing", [])
    if [p for p in missing if p in wanted_missing] != wanted_missing:
        wrong.append(f"missing {missing}")
    unread = [u["pointer"] for u in report["unread"]]
    if unread != expect.get("unread", unread):
        wrong.append(f"unread {unread}")
    if "consequences" in expect:
        found = report["consequences"]
        wrong += [
            f"consequence {wanted}"
            for wanted in expect["consequences"]
            if sum(holds(consequence, wanted) for consequence in found) != 1
        ]
        if not expect["consequences"] and found:
            wrong.append(f"consequences {found}")
    if not holds(report["input_errors"], expect.get("input_errors", [])):
        wrong.append(f"input_errors {report['input_errors']}")
    gaps = {gap["id"] for gap in report["gaps"]}
    wrong += [f"no gap {gap}" for gap in expect.get("gaps", []) if gap not in gaps]
    return wrong


@pytest.mark.parametrize("path", CASES, ids=lambda p: str(p.relative_to(FOLDER / "cases")))
def test_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    expect = case["expect"]
    name = case["call"]
    appel = call(name, toml=False) if isinstance(name, str) else call(name["toml"], toml=True)
    on = case["on"]
    rust = from_rust().get(path.relative_to(FOLDER / "cases").as_posix())
    if case.get("examine"):
        report = appel.examine(on)
    else:
        text = base64.b64decode(rust["document"]) if rust else document(case)
        if "error" in expect:
            with pytest.raises(pdn.DocumentError) as raised:
                appel.evaluate(text, on)
            error = raised.value
            found = {"code": error.code, "line": error.line, "column": error.column}
            assert holds(found, expect["error"])
            if rust:
                assert found | {"fr": str(error)} == {k: rust["error"][k] for k in (*found, "fr")}
            return
        report = appel.evaluate(text, on)

    found = json.loads(report.to_json())
    assert faults(found, expect) == []
    if "input" in case:
        in_python = json.loads(appel.evaluate(case["input"], on).to_json())
        assert in_python == without_places(found)
    if rust:
        assert hashlib.sha256(report.to_json().encode()).hexdigest() == rust["fr"]
        assert hashlib.sha256(report.to_json("en").encode()).hexdigest() == rust["en"]


def test_there_are_cases() -> None:
    assert len(CASES) > 500
