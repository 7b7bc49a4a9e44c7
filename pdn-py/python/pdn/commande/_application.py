"""The commands, their options and their help."""

import json
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text
from typer.core import TyperArgument, TyperCommand, TyperGroup

import pdn
from pdn.commande import _lecture as lecture
from pdn.commande import _sortie as sortie
from pdn.commande._phrases import Phrases


class Format(str, Enum):
    """How reports are written."""

    texte = "texte"
    json = "json"
    ndjson = "ndjson"
    csv = "csv"
    html = "html"


class _Rate(ProgressColumn):
    """How many dossiers, and how many a second: the same words in both languages."""

    def render(self, task: Task) -> Text:
        count = int(task.fields["documents"])
        rate = count / task.elapsed if task.elapsed else 0.0
        return Text(f"{count} dossiers, {rate:.0f}/s")


@contextmanager
def _progress(size: int, phrases: Phrases) -> Generator[Callable[[int, int], None]]:
    """A bar on the error stream, if somebody is there to see it."""
    if not sys.stderr.isatty():
        yield lambda _documents, _bytes: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=sortie.console(sys.stderr), transient=True) as progress:
        documents = 0
        task = progress.add_task(phrases("Examen", "Examining"), total=size, documents=0)

        def advance(more: int, more_bytes: int) -> None:
            nonlocal documents
            documents += more
            progress.update(task, advance=more_bytes, documents=documents)

        yield advance


def _help(phrases: Phrases) -> tuple[type[TyperCommand], type[TyperGroup]]:
    """A command and a group whose help says in the officer's language what the library has in English."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = phrases("Arguments", "Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = phrases("Options", "Options")
    rich_utils.COMMANDS_PANEL_TITLE = phrases("Commandes", "Commands")
    rich_utils.DEFAULT_STRING = phrases("[à défaut : {}]", "[default: {}]")
    rich_utils.REQUIRED_LONG_STRING = phrases("[obligatoire]", "[required]")
    usage = phrases("Usage\xa0: ", "Usage: ")
    options = {
        "help": phrases("Cette aide, puis fin.", "This help, and end."),
        "install_completion": phrases(
            "Installe la complétion dans l’interpréteur de commandes, puis fin.",
            "Installs completion in the shell, and ends.",
        ),
        "show_completion": phrases(
            "Montre ce que la complétion y ajouterait, puis fin.",
            "Shows what completion would add to it, and ends.",
        ),
    }

    def worded(params: list[Any]) -> list[Any]:
        for param in params:
            # Types are for those who program: a flag, a file say what they are.
            if isinstance(param, TyperArgument):
                param.display_type_rich = lambda **_: None  # type: ignore[method-assign]
            elif param.is_flag:
                param.metavar = ""
            param.help = options.get(param.name, param.help)
        return params

    class Command(TyperCommand):
        def get_params(self, ctx: Any) -> list[Any]:
            return worded(super().get_params(ctx))

        def get_usage(self, ctx: Any) -> str:
            return super().get_usage(ctx).replace("Usage: ", usage, 1)

    class Group(TyperGroup):
        def get_params(self, ctx: Any) -> list[Any]:
            return worded(super().get_params(ctx))

        def get_usage(self, ctx: Any) -> str:
            return super().get_usage(ctx).replace("Usage: ", usage, 1)

    return Command, Group


def application(phrases: Phrases) -> Callable[..., Any]:
    """The command in a language."""
    command, group = _help(phrases)
    t = phrases

    # Options that several commands have.
    day_option: Any = typer.Option(
        None,
        "--le",
        metavar="DATE",
        help=t(
            "Jour de l’examen, AAAA-MM-JJ\xa0; à défaut, aujourd’hui.",
            "Day of the examination, YYYY-MM-DD; today by default.",
        ),
    )
    lang_option: Any = typer.Option(
        phrases.lang,
        "--lang",
        metavar="fr|en",
        help=t("Langue des phrases.", "Language of the sentences."),
    )
    call_option: Any = typer.Option(
        None,
        "--appel",
        metavar=t("APPEL", "CALL"),
        help=t(
            "Identifiant d’un appel intégré, ou fichier TOML\xa0; à défaut, l’appel que nomme chaque document.",
            "Id of a built-in call, or a TOML file; by default, the call that each document names.",
        ),
    )
    output_option: Any = typer.Option(
        None,
        "-o",
        "--output",
        metavar=t("FICHIER", "FILE"),
        help=t("Fichier à écrire.", "File to write."),
    )

    app = typer.Typer(
        name="pdn",
        cls=group,
        subcommand_metavar=t("COMMANDE [ARGUMENTS]…", "COMMAND [ARGUMENTS]…"),
        no_args_is_help=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=t(
            "Examine des dossiers Promeneurs du Net selon leurs textes.",
            "Examines Promeneurs du Net dossiers by their texts.",
        ),
        epilog=t(
            "Codes de sortie\xa0: 0 recevable, 1 à compléter ou sans règle, 2 irrecevable, 3 illisible, "
            "64 commande mal utilisée, 74 écriture impossible, 130 interrompue. Pour plusieurs dossiers, le plus élevé.",
            "Exit codes: 0 admissible, 1 incomplete or no rule, 2 inadmissible, 3 unreadable, "
            "64 wrong use of the command, 74 the output cannot be written, 130 interrupted. Of several dossiers, the highest.",
        ),
    )

    @app.callback(invoke_without_command=True)
    def root(  # pyright: ignore[reportUnusedFunction]
        context: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", help=t("Version, puis fin.", "Version, and end."))
        ] = False,
        lang: str = lang_option,
    ) -> None:
        _known_language(lang, phrases)
        if version:
            print(f"pdn {pdn.__version__}")
            raise typer.Exit
        if context.invoked_subcommand is None:
            sortie.wrong_use(t("Il manque une commande.", "A command is missing.") + t.try_help())

    @app.command(
        cls=command,
        help=t(
            "Examine des dossiers\xa0: décision, ce qui est à corriger, ce qui manque.",
            "Examines dossiers: decision, what is to be mended, what is missing.",
        ),
        epilog=_examples(
            t,
            (
                (
                    "pdn check dossier.json",
                    t("le rapport d’un dossier", "the report on one dossier"),
                ),
                ("pdn check dossiers/", t("un tableau de tous", "a table of them all")),
                ("pdn check dossiers/ --format csv -o examen.csv", t("pour Excel", "for Excel")),
                ("pdn check dossiers/ --format html -o rapports/", t("à imprimer", "to print")),
                (
                    "pdn check tous.ndjson --format ndjson | …",
                    t("pour un programme", "for a program"),
                ),
                ("pdn check --appel mon-appel.toml --le 2025-03-05 dossier.json", ""),
            ),
        ),
    )
    def check(  # pyright: ignore[reportUnusedFunction]
        paths: Annotated[
            list[Path],
            typer.Argument(
                metavar=t("CHEMINS", "PATHS"),
                show_default=False,
                help=t(
                    "Fichiers JSON, fichiers NDJSON (un document par ligne), dossiers qui en contiennent.",
                    "JSON files, NDJSON files (one document a line), folders that hold some.",
                ),
            ),
        ],
        appel: str | None = call_option,
        le: str | None = day_option,
        format_: Annotated[
            Format, typer.Option("--format", help=t("Forme des rapports.", "Form of the reports."))
        ] = Format.texte,
        output: Annotated[
            Path | None,
            typer.Option(
                "-o",
                "--output",
                metavar=t("FICHIER", "FILE"),
                help=t(
                    "Fichier à écrire\xa0; un dossier, pour plusieurs pages HTML.",
                    "File to write; a folder, for several HTML pages.",
                ),
            ),
        ] = None,
        lang: str = lang_option,
    ) -> None:
        _known_language(lang, phrases)
        chosen = lecture.call(appel, phrases)
        on = lecture.day(le, phrases)
        files = lecture.find(paths, phrases)
        if files.others:
            others = files.others
            sortie.complain(
                t(
                    f"{others} fichier{'s' if others > 1 else ''} laissé{'s' if others > 1 else ''} de côté "
                    "(ni .json, ni .ndjson).",
                    f"{others} file{'s' if others > 1 else ''} left aside (neither .json nor .ndjson).",
                )
            )
        if not files.paths and not files.absent:
            raise sortie.Stop(
                sortie.UNREADABLE, t("Aucun dossier à examiner.", "There is no dossier to examine.")
            )
        worst = 0

        def counted(entries: Iterator[lecture.Entry]) -> Iterator[lecture.Entry]:
            nonlocal worst
            for entry in entries:
                worst = max(worst, entry.code)
                yield entry

        with _progress(files.size, phrases) as advance:
            entries = counted(lecture.evaluate(files, chosen, on, phrases, advance))
            if format_ is Format.html:
                sortie.as_html(entries, output, phrases)
            else:
                newline = "" if format_ is Format.csv else None
                with sortie.writing(output, newline=newline) as out:
                    match format_:
                        case Format.json:
                            sortie.as_json(entries, out)
                        case Format.ndjson:
                            sortie.as_ndjson(entries, out)
                        case Format.csv:
                            sortie.as_csv(entries, out, phrases)
                        case _:
                            sortie.as_text(entries, out, phrases)
                    out.flush()
        raise typer.Exit(worst)

    @app.command(
        cls=command,
        help=t(
            "Le calcul des financements d’un document, ligne par ligne.",
            "The calculation of a document’s funding, line by line.",
        ),
        epilog=_examples(
            t,
            (
                ("pdn plan plan-2018.json", ""),
                ("pdn plan --format html -o plan.html plan.json", ""),
            ),
        ),
    )
    def plan(  # pyright: ignore[reportUnusedFunction]
        path: Annotated[
            Path,
            typer.Argument(
                metavar=t("FICHIER", "FILE"),
                show_default=False,
                help=t("Document JSON.", "JSON document."),
            ),
        ],
        appel: str | None = call_option,
        le: str | None = day_option,
        format_: Annotated[
            Format, typer.Option("--format", help=t("texte, json ou html.", "texte, json or html."))
        ] = Format.texte,
        output: Path | None = output_option,
        lang: str = lang_option,
    ) -> None:
        _known_language(lang, phrases)
        on = lecture.day(le, phrases)
        chosen = lecture.call(appel, phrases)
        try:
            content = path.read_bytes()
            by = chosen or pdn.evaluate(content, on, lang=phrases.lang).appel
            calculation = by.calculate(content, on)
        except pdn.DocumentError as e:
            raise sortie.Stop(sortie.UNREADABLE, t(f"{path}\xa0: {e}", f"{path}: {e}")) from e
        except OSError as e:
            raise sortie.Stop(sortie.UNREADABLE, phrases.os_error(e)) from e
        if format_ in (Format.csv, Format.ndjson):
            sortie.wrong_use(
                t("--format\xa0: texte, json ou html.", "--format: texte, json or html.")
            )
        with sortie.writing(output) as out:
            match format_:
                case Format.json:
                    out.write(calculation.to_json() + "\n")
                case Format.html:
                    out.write(calculation.to_html())
                case _:
                    out.write(calculation.to_text())
        raise typer.Exit(calculation.report.exit_code)

    @app.command(
        cls=command,
        help=t(
            "Les règles des appels, ou tout ce que dit l’une d’elles.",
            "The rules of the calls, or all that one of them says.",
        ),
        epilog=_examples(
            t,
            (
                ("pdn regles", ""),
                ("pdn regles financement.plafond-caf", ""),
                ("pdn regles --appel cantal-2017", ""),
            ),
        ),
    )
    def regles(  # pyright: ignore[reportUnusedFunction]
        rule_id: Annotated[
            str | None,
            typer.Argument(
                metavar="ID",
                show_default=False,
                help=t("Identifiant de la règle.", "Id of the rule."),
            ),
        ] = None,
        appel: str | None = call_option,
        lang: str = lang_option,
    ) -> None:
        _known_language(lang, phrases)
        chosen = lecture.call(appel, phrases)
        rules = chosen.rules() if chosen else pdn.rules(phrases.lang)
        screen = sortie.console()
        if rule_id is None:
            table = Table(box=None, pad_edge=False, header_style="bold")
            for heading in (t("Règle", "Rule"), t("Titre", "Title"), t("Appel", "Call")):
                table.add_column(heading, overflow="fold")
            for rule in rules:
                table.add_row(rule.id, rule.title, rule.appel)
            screen.print(table)
            return
        held = [rule for rule in rules if rule.id == rule_id]
        if not held:
            near = _near(rule_id, {rule.id for rule in rules})
            hint = t(f" Voulez-vous dire {near}\xa0?", f" Did you mean {near}?") if near else ""
            sortie.wrong_use(
                t(
                    f"Aucune règle ne s’appelle «\xa0{rule_id}\xa0».",
                    f"No rule is called “{rule_id}”.",
                )
                + hint
            )
        for rule in held:
            by = chosen or pdn.Appel(rule.appel, lang=phrases.lang)
            screen.print(sortie.coloured(by.render_rule(rule.id) or []), soft_wrap=True)

    @app.command(
        cls=command,
        help=t(
            "Le schéma JSON d’un document\xa0: pour un formulaire ou pour une validation.",
            "The JSON Schema of a document: for a form or for validation.",
        ),
        epilog=_examples(
            t,
            (
                ("pdn schema candidature --appel cantal-2017", ""),
                ("pdn schema profil --draft draft-07 -o profil.schema.json", ""),
                ("pdn schema candidature --ui", ""),
            ),
        ),
    )
    def schema(  # pyright: ignore[reportUnusedFunction]
        subject: Annotated[
            str,
            typer.Argument(
                metavar="DOCUMENT",
                show_default=False,
                help=t(
                    "candidature, session, profil, promeneur, structure, plan-financement…",
                    "candidature, session, profil, promeneur, structure, plan-financement…",
                ),
            ),
        ],
        appel: str | None = call_option,
        draft: Annotated[
            str,
            typer.Option(
                "--draft",
                metavar="draft-07|2020-12",
                help=t(
                    "Pour un formulaire, ou pour une validation.", "For a form, or for validation."
                ),
            ),
        ] = "2020-12",
        ui: Annotated[
            bool, typer.Option("--ui", help=t("L’uiSchema, pour RJSF.", "The uiSchema, for RJSF."))
        ] = False,
        output: Path | None = output_option,
        lang: str = lang_option,
    ) -> None:
        _known_language(lang, phrases)
        chosen = lecture.call(appel or "charte-2016", phrases)
        assert chosen is not None
        try:
            written = chosen.ui_schema(subject) if ui else chosen.schema(subject, draft)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        except pdn.PdnError as e:
            sortie.wrong_use(str(e))
        with sortie.writing(output) as out:
            out.write(json.dumps(written, ensure_ascii=False, indent=2) + "\n")

    calls_help = t(
        "Les appels intégrés\xa0; les exporter, vérifier un fichier, comparer deux appels.",
        "The built-in calls; to export them, check a file, compare two calls.",
    )
    calls = typer.Typer(
        cls=group,
        subcommand_metavar=t("[COMMANDE]", "[COMMAND]"),
        invoke_without_command=True,
        help=calls_help,
    )

    @calls.callback(
        epilog=_examples(
            t,
            (
                ("pdn appels", ""),
                ("pdn appels export cantal-2017 -o mon-appel.toml", ""),
                ("pdn appels check mon-appel.toml", ""),
                ("pdn appels comparer cantal-2017 mon-appel.toml", ""),
            ),
        ),
    )
    def listed(context: typer.Context, lang: str = lang_option) -> None:  # pyright: ignore[reportUnusedFunction]
        _known_language(lang, phrases)
        if context.invoked_subcommand is not None:
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in (t("Appel", "Call"), t("Édition", "Edition"), t("Titre", "Title")):
            table.add_column(heading, overflow="fold")
        for id_ in pdn.appels():
            appel = pdn.Appel(id_, lang=phrases.lang)
            table.add_row(appel.id, appel.edition, appel.title)
        sortie.console().print(table)

    def checked(
        path: Annotated[
            Path,
            typer.Argument(
                metavar=t("FICHIER.toml", "FILE.toml"),
                show_default=False,
                help=t("Fichier de l’appel.", "File of the call."),
            ),
        ],
        le: str | None = day_option,
        lang: str = lang_option,
    ) -> None:
        _known_language(lang, phrases)
        on = lecture.day(le, phrases)
        try:
            appel = pdn.Appel.from_toml(path, lang=phrases.lang)
        except pdn.AppelError as e:
            if not e.faults:
                raise sortie.Stop(sortie.UNREADABLE, t(f"{path}\xa0: {e}", f"{path}: {e}")) from e
            print(e)
            number = len(e.faults)
            print(
                t(
                    f"\n{number} faute{'s' if number > 1 else ''}.",
                    f"\n{number} fault{'s' if number > 1 else ''}.",
                )
            )
            raise typer.Exit(1) from e
        except OSError as e:
            raise sortie.Stop(sortie.UNREADABLE, phrases.os_error(e)) from e
        screen = sortie.console()
        screen.print(sortie.coloured(appel.render()), end="", soft_wrap=True)
        screen.print()
        screen.print(sortie.coloured(appel.examine(on).render()), end="", soft_wrap=True)

    def exported(
        id_: Annotated[
            str,
            typer.Argument(
                metavar="ID",
                show_default=False,
                help=t("Identifiant d’un appel intégré.", "Id of a built-in call."),
            ),
        ],
        output: Path | None = output_option,
        lang: str = lang_option,
    ) -> None:
        _known_language(lang, phrases)
        try:
            toml = pdn.appel_toml(id_, lang=phrases.lang)
        except pdn.AppelError as e:
            sortie.wrong_use(str(e))
        # As it is written: lines end as in the file.
        with sortie.writing(output, newline="") as out:
            out.write(toml)

    def compared(
        before: Annotated[
            str,
            typer.Argument(
                metavar=t("AVANT", "BEFORE"),
                show_default=False,
                help=t(
                    "Identifiant d’un appel intégré, ou fichier TOML.",
                    "Id of a built-in call, or a TOML file.",
                ),
            ),
        ],
        after: Annotated[
            str,
            typer.Argument(
                metavar=t("APRÈS", "AFTER"),
                show_default=False,
                help=t("L’appel à lui comparer.", "The call to compare with it."),
            ),
        ],
        lang: str = lang_option,
    ) -> None:
        _known_language(lang, phrases)
        first, second = lecture.call(before, phrases), lecture.call(after, phrases)
        assert first is not None
        assert second is not None
        comparison = first.compare(second)
        sortie.console().print(sortie.coloured(comparison.render()), end="", soft_wrap=True)

    export_help = t(
        "Le fichier d’un appel intégré, pour écrire celui de l’an prochain.",
        "The file of a built-in call, to write next year’s from.",
    )
    compare_help = t(
        "Dit ce qui diffère d’un appel à un autre.",
        "Says what differs from one call to another.",
    )
    check_help = t(
        "Vérifie le fichier d’un appel et dit ce qu’il a compris.",
        "Checks the file of a call and says what it understood.",
    )
    calls.command("export", cls=command, help=export_help)(exported)
    calls.command("check", cls=command, help=check_help)(checked)
    calls.command("comparer", cls=command, help=compare_help)(compared)
    app.add_typer(calls, name="appels")
    # As it is said: `pdn appel check mon-appel.toml`.
    one = typer.Typer(cls=group, help=calls_help)
    one.callback()(lambda: None)
    one.command("export", cls=command, help=export_help)(exported)
    one.command("check", cls=command, help=check_help)(checked)
    one.command("comparer", cls=command, help=compare_help)(compared)
    app.add_typer(one, name="appel", hidden=True)
    return app


def _known_language(lang: str, phrases: Phrases) -> None:
    if lang not in ("fr", "en"):
        sortie.wrong_use(
            phrases(
                f"--lang\xa0: «\xa0{lang}\xa0» n’est pas une langue connue\xa0; écrire fr ou en.",
                f"--lang: “{lang}” is no known language; write fr or en.",
            )
        )


def _near(name: str, names: set[str]) -> str | None:
    import difflib

    return next(iter(difflib.get_close_matches(name, sorted(names), 1)), None)


def _examples(phrases: Phrases, examples: tuple[tuple[str, str], ...]) -> str:
    """Examples, a paragraph each: the library joins the lines of one."""
    lines = [
        f"[cyan]{command}[/cyan]" + (f"  [dim]{what}[/dim]" if what else "")
        for command, what in examples
    ]
    return "\n\n".join([phrases("Exemples\xa0:", "Examples:"), *lines])
