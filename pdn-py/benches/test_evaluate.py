"""How fast a document is judged from Python, and how fast other ways of writing the rules are.

    pytest pdn-py/benches --benchmark-only

All of them must agree on the findings before any is timed. `pdn` judges the forty
rules that bear on the document, all of it read and held to its form; the others twenty of them, and
read no more of it than those need. The engine's own time, without Python, is the row “in memory” of

    cargo bench -p pdn-core --bench evaluate -- module-2
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import by_hand
import pdn
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

EXAMPLES = Path(__file__).parents[2] / "examples" / "dossiers"
NAMES = ("candidature-admissible", "candidature-irrecevable", "candidature-bi-departementale")
APPEL = pdn.Appel("puy-de-dome-allier-2024-module-2")
DAY = "2024-07-01"
# As the core's benchmark reads it: without spaces or line ends.
CONTENT = json.dumps(
    json.loads((EXAMPLES / "candidature-admissible.json").read_bytes()),
    ensure_ascii=False,
    separators=(",", ":"),
).encode()


def by_the_engine(content: bytes) -> set[by_hand.Finding]:
    return {
        (f.rule, f.pointer, f.outcome)
        for f in APPEL.evaluate(content, DAY).findings
        if f.rule in by_hand.RULES and f.outcome in ("pass", "fail", "undetermined")
    }


@pytest.fixture(autouse=True, scope="module")
def agreement() -> None:
    for name in NAMES:
        content = (EXAMPLES / f"{name}.json").read_bytes()
        expected = by_the_engine(content)
        assert len(expected) > 20
        for other in (by_hand.plain, by_hand.with_pydantic, by_hand.with_msgspec):
            assert set(other(content)) == expected, (name, other.__name__)


def engine(content: bytes) -> object:
    """The report in memory: no sentence is written."""
    return APPEL.evaluate(content, DAY)


def engine_read(content: bytes) -> object:
    """The report, and of each finding its rule, place and outcome."""
    return by_the_engine(content)


def engine_written(content: bytes) -> object:
    """The report, and all of it as JSON, every sentence written."""
    return APPEL.evaluate(content, DAY).to_json()


@pytest.mark.parametrize(
    "judge",
    [
        pytest.param(engine, id="pdn"),
        pytest.param(engine_read, id="pdn, findings read"),
        pytest.param(engine_written, id="pdn, report as JSON"),
        pytest.param(by_hand.plain, id="plain Python"),
        pytest.param(by_hand.with_pydantic, id="pydantic"),
        pytest.param(by_hand.with_msgspec, id="msgspec"),
    ],
)
def test_one_document(benchmark: BenchmarkFixture, judge: Callable[[bytes], object]) -> None:
    benchmark(judge, CONTENT)


def test_a_dict(benchmark: BenchmarkFixture) -> None:
    document = json.loads(CONTENT)
    benchmark(lambda: APPEL.evaluate(document, DAY))


def test_a_thousand_in_a_stream(benchmark: BenchmarkFixture) -> None:
    documents = [CONTENT] * 1000
    benchmark(lambda: sum(1 for _ in APPEL.evaluate_many(documents, DAY)))
