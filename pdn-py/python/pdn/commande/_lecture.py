"""What the command reads: files, folders, files of one document a line."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pdn
from pdn import _native
from pdn.commande._sortie import UNREADABLE, complain, wrong_use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pdn._types import Language
    from pdn.commande._phrases import Phrases

_LINES = (".ndjson", ".jsonl")


@dataclass(frozen=True)
class Entry:
    """One dossier: its name, and its report or why it cannot be read."""

    name: str
    result: pdn.Report | str

    @property
    def code(self) -> int:
        return self.result.exit_code if isinstance(self.result, pdn.Report) else UNREADABLE


@dataclass(frozen=True)
class Files:
    """The files to read, how many others a folder holds, and what could not be found."""

    paths: list[Path]
    others: int
    size: int
    absent: list[Entry]


def find(paths: list[Path], phrases: Phrases) -> Files:
    """The documents that paths lead to; of a folder, those that it or its folders hold."""
    found: list[Path] = []
    absent: list[Entry] = []
    others = size = 0
    for path in paths:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                if file.suffix.lower() in (".json", *_LINES):
                    found.append(file)
                else:
                    others += 1
        else:
            found.append(path)
    kept: list[Path] = []
    for path in found:
        try:
            size += path.stat().st_size
            kept.append(path)
        except OSError as e:  # noqa: PERF203
            absent.append(Entry(str(path), phrases.os_error(e)))
    return Files(kept, others, size, absent)


def call(name: str | None, phrases: Phrases) -> pdn.Appel | None:
    """A built-in call, or a file; none for the call that each document names."""
    if name is None:
        return None
    if name in pdn.appels():
        return pdn.Appel(name, lang=phrases.lang)
    path = Path(name)
    if not path.exists():
        known = ", ".join(pdn.appels())
        wrong_use(
            phrases(
                f"Aucun appel intégré ni aucun fichier ne s’appelle «\xa0{name}\xa0». "
                f"Appels intégrés\xa0: {known}.",
                f"No built-in call and no file is called “{name}”. Built-in calls: {known}.",
            )
        )
    try:
        return pdn.Appel.from_toml(path, lang=phrases.lang)
    except pdn.AppelError as e:
        wrong_use(phrases(f"{name}\xa0:\n{e}", f"{name}:\n{e}"))


def day(text: str | None, phrases: Phrases) -> datetime.date:
    """The day of the examination: today, unless it is given."""
    if text is None:
        return datetime.datetime.now().astimezone().date()
    try:
        return _native.day(text, phrases.lang)
    except pdn.PdnError as e:
        wrong_use(f"--le\xa0: {e}" if phrases.lang == "fr" else f"--le: {e}")


def evaluate(
    files: Files,
    appel: pdn.Appel | None,
    on: datetime.date,
    phrases: Phrases,
    advance: Callable[[int, int], None],
) -> Iterator[Entry]:
    """Judges every document, in order; what cannot be read is said, and the rest goes on.

    ``advance`` is told how many documents and bytes more are done.
    """
    for entry in files.absent:
        complain(str(entry.result))
        yield entry
    for path in files.paths:
        results = _lines if path.suffix.lower() in _LINES else _whole
        try:
            for entry, size in results(path, appel, on, phrases.lang):
                if not isinstance(entry.result, pdn.Report):
                    complain(phrases(f"{path}\xa0: {entry.result}", f"{path}: {entry.result}"))
                advance(1, size)
                yield entry
        except OSError as e:
            if e.filename is None:
                raise
            complain(phrases.os_error(e))
            yield Entry(str(path), phrases.os_error(e))


def _whole(
    path: Path, appel: pdn.Appel | None, on: datetime.date, lang: Language
) -> Iterator[tuple[Entry, int]]:
    """The one document of a file, and its size."""
    result: pdn.Report | str
    try:
        result = appel.evaluate(path, on) if appel else pdn.evaluate(path, on, lang=lang)
    except pdn.DocumentError as e:
        result = str(e)
    yield Entry(str(path), result), path.stat().st_size


def _lines(
    path: Path, appel: pdn.Appel | None, on: datetime.date, lang: Language
) -> Iterator[tuple[Entry, int]]:
    """Each document of a file of one a line, and how much more of the file is read."""
    if appel is None:
        reports = pdn.evaluate_ndjson(path, on, lang=lang)
    else:
        reports = appel.evaluate_ndjson(path, on)
    done = 0
    for result in reports:
        position = reports.position
        read = result if isinstance(result, pdn.Report) else str(result)
        yield Entry(f"{path}:{result.line}", read), position - done
        done = position
