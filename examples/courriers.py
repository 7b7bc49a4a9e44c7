"""Writes what to say to each applicant of a folder: what is to be mended, what is to be supplied.

python examples/courriers.py examples/dossiers 2024-07-01
"""

import sys
from pathlib import Path

import pdn


def letter(report: pdn.Report) -> str:
    """The body of a letter, in the engine's own sentences."""
    lines = [f"Dossier {report.reference or '(sans référence)'}\xa0: {report.decision_text}."]
    for finding in report.findings:
        if finding.outcome == "fail" and finding.severity != "advisory":
            place = ", ".join(filter(None, finding.citations[0]))
            lines.append(f"- {finding.message} ({place})")
            if finding.remedy:
                lines.append(f"  {finding.remedy}")
    wanted = [missing for missing in report.missing if missing.decides]
    if wanted:
        lines.append("À fournir\xa0:")
        lines += [f"- {missing.title}\n  {missing.asked_by}" for missing in wanted]
    return "\n".join(lines)


def main() -> None:
    folder, on = Path(sys.argv[1]), sys.argv[2]
    applications = sorted(folder.glob("candidature-*.json"))
    for path, report in zip(applications, pdn.evaluate_many(applications, on), strict=True):
        if isinstance(report, pdn.Report):
            print(letter(report), end="\n\n")
        else:
            print(f"{path}\xa0: {report}", file=sys.stderr)


if __name__ == "__main__":
    main()
