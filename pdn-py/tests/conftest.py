"""Where the project's files are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "dossiers"


def example_days() -> list[tuple[str, str, str]]:
    """Of each example document: its file, the day of its story, and the decision promised."""
    table = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+\.json)` \| ([0-9-]+) \| (\w+)", table, re.MULTILINE)
    assert len(rows) >= 25
    return rows


@pytest.fixture
def refused() -> bytes:
    """An application with four blocking points, on 1 July 2024."""
    return (EXAMPLES / "candidature-irrecevable.json").read_bytes()
