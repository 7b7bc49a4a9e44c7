"""Where the command writes: the terminal, a file, a folder."""

from __future__ import annotations

import csv
import io
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO
from urllib.parse import quote

from rich.console import Console
from rich.table import Table
from rich.text import Text

import pdn

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from pdn._types import Role
    from pdn.commande._lecture import Entry
    from pdn.commande._phrases import Phrases

USAGE = 64
UNREADABLE = 3

_STYLES: dict[str, str] = {
    "title": "bold",
    "admissible": "bold green",
    "incomplete": "bold yellow",
    "inadmissible": "bold red",
    "not_applicable": "dim",
    "heading": "bold underline",
    "remedy": "cyan",
    "muted": "dim",
    "": "",
}

# A table on a screen ends somewhere; the other forms do not.
_ROWS = 1000


class Stop(Exception):  # noqa: N818 - it ends the command, and need be no error
    """Ends the command with a code, and a sentence if it is a fault."""

    def __init__(self, code: int, sentence: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def wrong_use(sentence: str) -> NoReturn:
    raise Stop(USAGE, sentence)


def complain(sentence: str) -> None:
    """Says on the error stream what is wrong; whoever closed it does not want to know."""
    with suppress(OSError):
        print(sentence, file=sys.stderr)


def console(file: TextIO | None = None) -> Console:
    """A console that wraps nothing where nobody looks: a pipe gets whole lines."""
    out = Console(file=file, highlight=False, markup=False, emoji=False)
    if not out.is_terminal:
        out.width = 10_000
    return out


def coloured(pieces: Iterable[tuple[Role, str]]) -> Text:
    text = Text()
    for role, piece in pieces:
        text.append(piece, _STYLES[role])
    return text


@contextmanager
def writing(path: Path | None, *, newline: str | None = None) -> Generator[TextIO]:
    """The output as it is written: a file, or the standard output; in UTF-8 whatever the machine."""
    if path is not None:
        with path.open("w", encoding="utf-8", newline=newline) as file:
            yield file
        return
    out: TextIO = sys.stdout
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", errors="replace", newline=newline)
    yield out


def as_text(entries: Iterable[Entry], out: TextIO, phrases: Phrases) -> None:
    """The detail of one dossier, or a table of several."""
    rows: list[Entry] = []
    more = 0
    tally: dict[str, int] = {}
    interrupted = False
    try:
        for entry in entries:
            word = _decision(entry, phrases)
            tally[word] = tally.get(word, 0) + 1
            if len(rows) < _ROWS:
                rows.append(entry)
            else:
                more += 1
    except KeyboardInterrupt:
        # What is done is shown all the same.
        interrupted = True
    _show(rows, more, tally, console(out), phrases)
    if interrupted:
        raise KeyboardInterrupt


def _show(
    rows: list[Entry], more: int, tally: dict[str, int], screen: Console, phrases: Phrases
) -> None:
    if len(rows) == 1 and not more:
        if isinstance(rows[0].result, pdn.Report):
            screen.print(coloured(rows[0].result.render()), end="", soft_wrap=True)
        return
    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (
        phrases("Dossier", "Dossier"),
        phrases("Décision", "Decision"),
        phrases("Ce qui bloque", "What blocks"),
        phrases("Ce qui manque", "What is missing"),
    ):
        table.add_column(heading, overflow="fold")
    for entry in rows:
        table.add_row(*_row(entry, phrases))
    screen.print(table)
    if more:
        screen.print(
            phrases(
                f"Et {more} autres dossiers\xa0: --format csv les donne tous.",
                f"And {more} more dossiers: --format csv gives them all.",
            )
        )
    screen.print("\n" + ", ".join(f"{word}\xa0: {n}" for word, n in tally.items()))


def _decision(entry: Entry, phrases: Phrases) -> str:
    if isinstance(entry.result, pdn.Report):
        # Without how many points are left to a person: the tally is of decisions.
        return entry.result.decision_text.split(" (")[0]
    return phrases("Illisible", "Unreadable")


def _few(names: Sequence[str], phrases: Phrases) -> str:
    shown = list(dict.fromkeys(names))[:3]
    rest = len(set(names)) - len(shown)
    others = "autres" if rest > 1 else "autre"
    more = phrases(f" et {rest} {others}", f" and {rest} more") if rest else ""
    return phrases("\xa0; ", "; ").join(shown) + more


def _row(entry: Entry, phrases: Phrases) -> tuple[Text, Text, Text, Text]:
    name = Text(entry.name)
    report = entry.result
    if not isinstance(report, pdn.Report):
        return name, Text(_decision(entry, phrases), "bold red"), Text(str(report)), Text()
    failed = [f for f in report.attention if f.outcome == "fail"]
    wrong = [f.title for f in failed if f.severity == "blocking"] or [
        f.title for f in failed if f.severity == "correctable"
    ]
    missing = [m.title for m in report.missing if m.decides]
    errors = len(report.input_errors)
    if errors:
        wrong.append(
            phrases(
                f"{errors} erreur{'s' if errors > 1 else ''} de saisie",
                f"{errors} input error{'s' if errors > 1 else ''}",
            )
        )
    decision = Text(report.decision_text, _STYLES[report.decision])
    return name, decision, Text(_few(wrong, phrases)), Text(_few(missing, phrases))


def as_ndjson(entries: Iterable[Entry], out: TextIO) -> None:
    """Whole reports, one a line."""
    for entry in entries:
        if isinstance(entry.result, pdn.Report):
            out.write(entry.result.to_json() + "\n")


def as_json(entries: Iterable[Entry], out: TextIO) -> None:
    """Whole reports, as one list."""
    out.write("[")
    comma = "\n"
    try:
        for entry in entries:
            if isinstance(entry.result, pdn.Report):
                out.write(comma + entry.result.to_json())
                comma = ",\n"
    finally:
        # What is done is written, and can be read.
        out.write("\n]\n")


def as_csv(entries: Iterable[Entry], out: TextIO, phrases: Phrases) -> None:
    """A row a dossier, as a French Excel opens it."""
    out.write("\ufeff")
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(
        [
            phrases("dossier", "dossier"),
            phrases("référence", "reference"),
            "type",
            phrases("appel", "call"),
            phrases("décision", "decision"),
            phrases("acquise", "settled"),
            phrases("points bloquants", "blocking points"),
            phrases("à corriger", "to be corrected"),
            phrases("à fournir", "to be supplied"),
            phrases("à apprécier", "to be judged"),
            phrases("avis", "opinions"),
            phrases("lu par aucune règle", "read by no rule"),
            phrases("erreurs de saisie", "input errors"),
        ]
    )
    for entry in entries:
        report = entry.result
        if not isinstance(report, pdn.Report):
            rows.writerow(
                [
                    _cell(entry.name),
                    "",
                    "",
                    "",
                    _decision(entry, phrases),
                    *[""] * 7,
                    _cell(str(report)),
                ]
            )
            continue
        by_severity: dict[str, list[str]] = {"blocking": [], "correctable": [], "advisory": []}
        review: list[str] = []
        for finding in report.attention:
            if finding.outcome == "fail":
                remedy = finding.remedy
                sentence = finding.message + (f" → {remedy}" if remedy else "")
                by_severity[finding.severity].append(sentence)
            elif finding.outcome == "review" and not (finding.appreciation or {}).get("avis"):
                review.append(finding.title)
        rows.writerow(
            [
                _cell(entry.name),
                _identifier(report.reference or ""),
                _cell(report.subject or ""),
                _cell(report.appel.id),
                _cell(report.decision_text),
                phrases("oui", "yes") if report.settled else phrases("non", "no"),
                _cell("\n".join(by_severity["blocking"])),
                _cell("\n".join(by_severity["correctable"])),
                _cell("\n".join(_wanted(m, phrases) for m in report.missing if m.decides)),
                _cell("\n".join(dict.fromkeys(review))),
                _cell(report.opinions_text or ""),
                _cell("\n".join(map(str, report.unread))),
                _cell("\n".join(map(str, report.input_errors))),
            ]
        )


def _wanted(missing: pdn.Missing, phrases: Phrases) -> str:
    """What is asked for, why, and where the text says so."""
    sources = phrases("\xa0; ", "; ").join(f"{c.document}, {c.place}" for c in missing.citations)
    why = f"{missing.asked_by} ({sources})" if sources else missing.asked_by
    return f"{missing.title} – {why}"


def _cell(text: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _identifier(text: str) -> str:
    """An identifier keeps its zeros: a spreadsheet would read ``0042`` as a number."""
    return f'="{text}"' if text.isascii() and text.isdigit() else _cell(text)


def as_html(entries: Iterable[Entry], path: Path | None, phrases: Phrases) -> None:
    """A page of one dossier; of several, a folder of them with its index."""
    read = iter(entries)
    first = next(read, None)
    second = next(read, None)
    if first is None:
        return
    if second is None and (path is None or not path.is_dir()):
        if isinstance(first.result, pdn.Report):
            with writing(path) as out:
                out.write(first.result.to_html())
        return
    if path is None:
        wrong_use(
            phrases(
                "Plusieurs dossiers en HTML demandent un dossier de sortie\xa0: ajouter -o DOSSIER.",
                "Several dossiers in HTML take an output folder: add -o FOLDER.",
            )
        )
    path.mkdir(parents=True, exist_ok=True)
    index: list[tuple[str, str | None, pdn.Report | str]] = []
    names: set[str] = set()

    def all_entries() -> Iterator[Entry]:
        yield first
        if second is not None:
            yield second
        yield from read

    try:
        for entry in all_entries():
            if not isinstance(entry.result, pdn.Report):
                index.append((entry.name, None, str(entry.result)))
                continue
            page = _page_name(entry.name, names)
            (path / page).write_text(entry.result.to_html(), encoding="utf-8")
            index.append((entry.name, quote(page), entry.result))
    finally:
        html = pdn.index_html(index, lang=phrases.lang)
        written = path / "index.html"
        written.write_text(html, encoding="utf-8")
        pages = len(names)
        complain(
            phrases(
                f"{pages} page{'s' if pages > 1 else ''}\xa0; les ouvrir à partir de {written}",
                f"{pages} page{'s' if pages > 1 else ''}; open them from {written}",
            )
        )


def _page_name(name: str, taken: set[str]) -> str:
    """A name of its own for each page, that no system refuses."""
    stem = "".join(c if c.isalnum() or c in "-_." else "-" for c in Path(name).name)
    stem = stem.removesuffix(".json")[:100] or "dossier"
    page, number = f"{stem}.html", 1
    while page.lower() in taken or page.lower() == "index.html":
        number += 1
        page = f"{stem}-{number}.html"
    taken.add(page.lower())
    return page
