"""How much memory a million dossiers take as they stream.

    python pdn-py/benches/memory.py [COUNT]

The dossiers are written to a file of one a line (some 5 GB for a million), read from it, and
counted by decision; the peak of the process is printed on the way.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pdn

EXAMPLE = Path(__file__).parents[2] / "examples" / "dossiers" / "candidature-admissible.json"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    line = json.dumps(json.loads(EXAMPLE.read_bytes()), ensure_ascii=False) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dossiers.ndjson"
        with path.open("w", encoding="utf-8") as file:
            for _ in range(count):
                file.write(line)
        print(f"{count} dossiers of {len(line.encode())} bytes, {path.stat().st_size / 1e9:.2f} GB")
        appel = pdn.Appel("puy-de-dome-allier-2024-module-2")
        print(f"before: {peak():.1f} MB at most")
        decisions: Counter[str] = Counter()
        start = time.perf_counter()
        for number, report in enumerate(appel.evaluate_ndjson(path, "2024-07-01"), 1):
            assert isinstance(report, pdn.Report)
            decisions[report.decision] += 1
            if number in (1_000, 10_000, 100_000) or number == count:
                seconds = time.perf_counter() - start
                rate = number / seconds
                print(f"{number:>9} dossiers: {peak():.1f} MB at most, {rate:,.0f} a second")
        print(dict(decisions))


def peak() -> float:
    """The most that the process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
