"""The ``pdn`` command: an office reads its dossiers without writing a program."""

import sys

__all__ = ["main"]


def main() -> None:
    """Runs the command, and leaves with its code."""
    try:
        # Within the `try`: somebody may lose patience while it loads.
        from pdn.commande._programme import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
