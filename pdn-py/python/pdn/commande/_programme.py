"""From what was typed to the code that the command leaves with."""

import os
import sys

from pdn.commande._application import application
from pdn.commande._phrases import Phrases
from pdn.commande._sortie import USAGE, Stop, complain


def run(arguments: list[str]) -> int:
    """Runs the command; what goes wrong is one sentence."""
    phrases = Phrases(_language(arguments))
    try:
        code = application(phrases)(arguments, prog_name="pdn", standalone_mode=False)
    except Stop as stop:
        code = stop.code
        if stop.sentence:
            complain(stop.sentence)
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        code = _closed_pipe()
    except OSError as e:
        complain(phrases.os_error(e))
        code = 74
    except Exception as e:
        sentence = phrases.usage_error(e)
        if sentence is None:
            raise
        complain(sentence)
        code = USAGE
    return _flushed(code if isinstance(code, int) else 0, phrases)


def _flushed(code: int, phrases: Phrases) -> int:
    """What is left in the buffer goes out here, and not while the interpreter ends."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _closed_pipe()
    except OSError as e:
        complain(phrases.os_error(e))
        return 74
    return code


def _closed_pipe() -> int:
    """``pdn check … | head``: nobody reads on, and nobody is to blame."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _language(arguments: list[str]) -> str:
    """The language must be known before the options are read: their help is in it."""
    for option, value in zip(arguments, [*arguments[1:], ""], strict=False):
        if option == "--lang":
            return value
        if option.startswith("--lang="):
            return option.removeprefix("--lang=")
    return os.environ.get("PDN_LANG", "fr")
