"""Many documents: in order, on all cores, none of them stopping the others."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pdn
import pytest
from conftest import EXAMPLES, example_days

MODULE_2 = "puy-de-dome-allier-2024-module-2"
DAY = "2024-07-01"


def numbered(number: int) -> dict[str, Any]:
    return {
        "type": "candidature",
        "reference": f"n{number}",
        "formations": [{"capacite": number % 30}],
    }


def references(reports: pdn.Reports) -> list[str | None]:
    return [r.reference for r in reports if isinstance(r, pdn.Report)]


def test_order_is_kept() -> None:
    documents = [numbered(n) for n in range(3000)]
    appel = pdn.Appel(MODULE_2)
    reports = list(appel.evaluate_many(iter(documents), DAY))
    assert reports == [appel.evaluate(document, DAY) for document in documents]


def test_each_document_by_its_own_call() -> None:
    files = [EXAMPLES / name for name, _, _ in example_days()]
    reports = list(pdn.evaluate_many(files, DAY))
    assert reports == [pdn.evaluate(file, DAY) for file in files]


def test_what_cannot_be_read_has_its_error_in_its_place() -> None:
    absent = Path("absent.json")
    documents: list[Any] = ["{", numbered(1), b"\xff", absent, numbered(2)]
    found = list(pdn.evaluate_many(documents, DAY, lang="en"))
    codes = [r.code if isinstance(r, pdn.DocumentError) else r.reference for r in found]
    assert codes == ["not-json", "n1", "not-utf8", "unreadable", "n2"]
    assert str(found[0]).startswith("Line 1")
    assert isinstance(found[3], pdn.DocumentError)
    assert isinstance(found[3].__cause__, FileNotFoundError)
    assert "absent.json" in str(found[3])


def test_documents_are_taken_a_few_at_a_time() -> None:
    taken = 0

    def endless() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for taken in itertools.count(1):
            yield numbered(taken)

    reports = pdn.Appel(MODULE_2).evaluate_many(endless(), DAY)
    first = next(reports)
    assert isinstance(first, pdn.Report)
    assert first.reference == "n1"
    cores = os.cpu_count() or 1
    assert taken <= 64 * 2 * cores


def test_the_error_of_the_iterable_comes_after_what_came_before_it() -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield numbered(1)
        yield numbered(2)
        raise LookupError("the base is closed")

    reports = pdn.evaluate_many(broken(), DAY)
    assert [type(next(reports)) for _ in range(2)] == [pdn.Report, pdn.Report]
    with pytest.raises(LookupError):
        next(reports)
    with pytest.raises(StopIteration):
        next(reports)
    with pytest.raises(TypeError):
        list(pdn.evaluate_many([12], DAY))  # type: ignore[list-item]
    with pytest.raises(TypeError):
        pdn.evaluate_many(12, DAY)  # type: ignore[arg-type]
    assert list(pdn.evaluate_many([], DAY)) == []


def test_ndjson_says_the_line(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.ndjson"
    one = json.dumps(numbered(1)).encode()
    path.write_bytes(b"\n".join([one, b"", b"{nope", b"\xe9", b"  ", one + b"\r", b"[1]"]))
    found = list(pdn.Appel(MODULE_2).evaluate_ndjson(path, DAY))
    assert [report.line for report in found] == [1, 3, 4, 6, 7]
    assert [type(report) for report in found] == [
        pdn.Report,
        pdn.DocumentError,
        pdn.DocumentError,
        pdn.Report,
        pdn.Report,
    ]
    assert str(found[1]).startswith("Ligne 3, colonne 2")
    assert next(pdn.evaluate_ndjson(str(path), DAY, lang="en")).line == 1


def test_a_line_that_is_too_long_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.ndjson"
    one = json.dumps(numbered(1))
    path.write_text(f"{one}\n{'x' * 40_000_000}\n{one}\n", encoding="utf-8")
    found = list(pdn.evaluate_ndjson(path, DAY))
    assert isinstance(found[1], pdn.DocumentError)
    assert (found[1].code, found[1].line) == ("too-large", 2)
    assert isinstance(found[2], pdn.Report)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        pdn.evaluate_ndjson(tmp_path / "absent.ndjson", DAY)
    with pytest.raises(IsADirectoryError):
        pdn.evaluate_ndjson(tmp_path, DAY)


def test_threads_give_the_same_bytes_as_one() -> None:
    files = [(EXAMPLES / name, day) for name, day, _ in example_days()] * 20
    appel = pdn.Appel(MODULE_2)

    def judge(what: tuple[Path, str]) -> str:
        path, day = what
        return pdn.evaluate(path, day).to_json() + appel.evaluate(path, day).to_json("en")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(judge, files)) == [judge(file) for file in files]


def _in_a_child(documents: list[dict[str, Any]]) -> list[str | None]:
    return references(pdn.evaluate_many(documents, DAY))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_may_stream_too(method: str) -> None:
    documents = [numbered(n) for n in range(200)]
    here = references(pdn.evaluate_many(documents, DAY))
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.apply(_in_a_child, (documents,)) == here
        # A report travels to the child and back.
        report = pdn.evaluate(documents[0], DAY)
        assert pool.apply(_same, (report,)) == report


def _same(report: pdn.Report) -> pdn.Report:
    return report


def test_memory_stays_flat(tmp_path: Path) -> None:
    """The memory at its peak does not grow with the number of documents."""
    one = json.dumps(json.loads((EXAMPLES / "candidature-admissible.json").read_bytes()))
    peaks: list[int] = []
    for count in (2_000, 20_000):
        path = tmp_path / "dossiers.ndjson"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(itertools.repeat(one + "\n", count))
        program = (
            "import pdn, resource, sys\n"
            "reports = pdn.evaluate_ndjson(sys.argv[1], '2024-07-01')\n"
            "n = sum(r.decision == 'admissible' for r in reports)\n"
            "print(n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
        )
        out = subprocess.run(
            [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
        ).stdout.split()
        assert int(out[0]) == count
        peaks.append(int(out[1]))
    assert peaks[1] < peaks[0] * 1.25
