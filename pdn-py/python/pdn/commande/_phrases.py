"""What the command says, in French and in English; what a report says comes from the engine."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdn._types import Language

_REFUSED: dict[int, tuple[str, str]] = {
    errno.ENOENT: ("ce fichier n’existe pas", "there is no such file"),
    errno.EISDIR: ("c’est un dossier, pas un fichier", "it is a folder, not a file"),
    errno.ENOTDIR: ("un des dossiers du chemin n’en est pas un", "a part of the path is no folder"),
    errno.EACCES: ("l’accès est refusé", "access is refused"),
    errno.EPERM: ("l’accès est refusé", "access is refused"),
    errno.ENOSPC: ("le disque est plein", "the disk is full"),
    errno.EROFS: ("on ne peut pas y écrire", "it cannot be written to"),
    errno.ENAMETOOLONG: ("ce nom est trop long", "the name is too long"),
}


class Phrases:
    """Sentences in the officer's language."""

    def __init__(self, lang: str) -> None:
        self.lang: Language = "en" if lang.lower().startswith("en") else "fr"

    def __call__(self, fr: str, en: str) -> str:
        return en if self.lang == "en" else fr

    def os_error(self, e: OSError) -> str:
        """``dossier.json : ce fichier n’existe pas.``"""
        fr, en = _REFUSED.get(e.errno or 0) or (
            f"lecture ou écriture impossible ({e.strerror})",
            f"it cannot be read or written ({e.strerror})",
        )
        name = e.filename or self("sortie", "output")
        return self(f"{name}\xa0: {fr}.", f"{name}: {en}.")

    def usage_error(self, e: Exception) -> str | None:
        """A mistyped command, in a sentence; ``None`` for what is no such thing.

        The library's own sentences are in English: what it found is said again here.
        """
        option = getattr(e, "option_name", None)
        if option is not None:
            near: list[str] = list(getattr(e, "possibilities", None) or ())
            if type(e).__name__ == "NoSuchOption":
                hint = self(f" Voulez-vous dire {near[0]}\xa0?", f" Did you mean {near[0]}?")
                return self(f"L’option {option} n’existe pas.", f"There is no option {option}.") + (
                    hint if near else self.try_help()
                )
            return self(
                f"L’option {option} attend une valeur.", f"The option {option} takes a value."
            )
        name = type(e).__name__
        param = getattr(e, "param", None)
        hint = "" if param is None else str(param.get_error_hint()).strip("'")
        if name == "MissingParameter":
            return self(f"Il manque {hint}.", f"{hint} is missing.") + self.try_help()
        if name == "BadParameter":
            message = str(getattr(e, "message", ""))
            if choice := re.fullmatch(r".*?'(.*)' is not one of (.*)\.", message):
                found, known = choice[1], choice[2].replace("'", "")
                message = self(
                    f"«\xa0{found}\xa0» n’est pas possible ici\xa0; écrire un de ces mots\xa0: {known}.",
                    f"“{found}” is not possible here; write one of {known}.",
                )
            return self(f"{hint}\xa0: {message}", f"{hint}: {message}") if hint else message
        if name == "UsageError":
            message = str(getattr(e, "message", e))
            if command := re.match(r"No such command '(.*?)'", message):
                near = re.findall(r"'(.*?)'", message[command.end() :])
                hint = self.try_help()
                if near:
                    hint = self(f" Voulez-vous dire {near[0]}\xa0?", f" Did you mean {near[0]}?")
                fr = f"La commande {command[1]} n’existe pas."
                return self(fr, f"There is no command {command[1]}.") + hint
            if extra := re.fullmatch(r"Got unexpected extra argument\(?s?\)? \((.*)\)", message):
                return (
                    self(
                        f"On n’attend rien de plus ici\xa0: {extra[1]}.",
                        f"Nothing more is expected here: {extra[1]}.",
                    )
                    + self.try_help()
                )
            if message.startswith("Missing command"):
                return self("Il manque une commande.", "A command is missing.") + self.try_help()
            return message + self.try_help()
        return None

    def try_help(self) -> str:
        return self(" Voir pdn --help.", " See pdn --help.")
