"""The Python of the READMEs is run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.mark.parametrize("page", ["README.md", "pdn-py/README.md"])
def test_the_blocks_of_a_page_run_one_after_the_other(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"^```python\n(.*?)^```", Path(page).read_text("utf-8"), re.DOTALL | re.M)
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, page, "exec"), names)


def test_the_example_program_writes_its_letters() -> None:
    out = subprocess.run(
        [sys.executable, "-X", "utf8", "examples/courriers.py", "examples/dossiers", "2024-07-01"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert "Dossier 2024-024\xa0: Irrecevable." in out
    assert "  Porter à 10 participants au moins, soit 1 participant de plus." in out
    assert "À fournir\xa0:\n- " in out
