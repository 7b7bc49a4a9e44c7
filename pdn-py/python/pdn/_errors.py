"""The exceptions of the package; the extension raises them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdn._types import InputError


class PdnError(ValueError):
    """Something that cannot be used as it is given, in one sentence.

    ``code`` is meant for programs; ``line`` and ``column``, from 1, say where in a text; ``faults``
    lists every fault of a call's file.
    """

    code: str
    line: int | None
    column: int | None
    faults: tuple[InputError, ...]

    def __init__(
        self,
        message: str,
        code: str = "value",
        line: int | None = None,
        column: int | None = None,
        faults: tuple[InputError, ...] = (),
    ) -> None:
        # All of them are arguments of the exception: it can be pickled.
        super().__init__(message, code, line, column, faults)
        self.code = code
        self.line = line
        self.column = column
        self.faults = faults

    def __str__(self) -> str:
        return str(self.args[0])


class DocumentError(PdnError):
    """A document that is not JSON, not UTF-8, too large or too deep: ``not-json``, ``not-utf8``,
    ``too-large``, ``too-deep``. Among many, a file that the system does not give is one too:
    ``unreadable``, with the ``OSError`` as its cause.
    """


class AppelError(PdnError):
    """A call that does not load: ``unknown-call``, ``faults``, ``not-utf8``, ``too-large``."""
