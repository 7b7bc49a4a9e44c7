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
def digests() -> dict[str, dict[str, str]] | None:
    """Of each case, the digest of Rust's own report, as its conformance test leaves them."""
    path = os.environ.get("PDN_CONFORMANCE")
    if path is None:
        return None
    found: dict[str, dict[str, str]] = json.loads(Path(path).read_text(encoding="utf-8"))
    return found


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


def without_places(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in e.items() if k not in ("line", "column")} for e in errors]


def faults(report: dict[str, Any], expect: dict[str, Any], *, placed: bool) -> list[str]:
    """What is not as the case says."""
    wrong: list[str] = [
        key
        for key in ("decision", "settled", "assumptions")
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
    if "consequences" in expect:
        found = report["consequences"]
        wrong += [
            f"consequence {wanted}"
            for wanted in expect["consequences"]
            if sum(holds(consequence, wanted) for consequence in found) != 1
        ]
        if not expect["consequences"] and found:
            wrong.append(f"consequences {found}")
    errors = expect.get("input_errors", [])
    if not holds(report["input_errors"], errors if placed else without_places(errors)):
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
    if case.get("examine"):
        report = appel.examine(on)
    elif "error" in expect:
        with pytest.raises(pdn.DocumentError) as raised:
            appel.evaluate(document(case), on)
        error = raised.value
        found = {"code": error.code, "line": error.line, "column": error.column}
        assert holds(found, expect["error"])
        return
    elif "input" in case:
        # In Python's own types, where lines and columns mean nothing.
        report = appel.evaluate(case["input"], on)
        as_text = appel.evaluate(document(case), on)
        assert as_text.decision == report.decision
    else:
        report = appel.evaluate(document(case), on)

    text = report.to_json()
    assert faults(json.loads(text), expect, placed="input" not in case) == []

    known = digests()
    if known is not None:
        rust = known[path.relative_to(FOLDER / "cases").as_posix()]
        assert hashlib.sha256(text.encode()).hexdigest() == rust["fr"]
        assert hashlib.sha256(report.to_json("en").encode()).hexdigest() == rust["en"]


def test_there_are_cases() -> None:
    assert len(CASES) > 500
