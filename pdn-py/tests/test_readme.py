"""The Python of the READMEs is run."""

from __future__ import annotations

import re
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
