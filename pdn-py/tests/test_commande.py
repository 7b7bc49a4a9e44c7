"""The ``pdn`` command, run as an office runs it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pdn
import pytest
from conftest import EXAMPLES, ROOT, example_days

DAY = "2024-07-01"
MODULE_2 = "puy-de-dome-allier-2024-module-2"
REFUSED = str(EXAMPLES / "candidature-irrecevable.json")
ADMITTED = str(EXAMPLES / "candidature-admissible.json")
CODES = {"admissible": 0, "incomplete": 1, "inadmissible": 2}
PDN = str(Path(sysconfig.get_path("scripts")) / "pdn")


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [PDN, *arguments], capture_output=True, cwd=cwd, check=False, timeout=60, encoding="utf-8"
    )
    assert "Traceback" not in done.stderr
    return done


def test_each_example_leaves_with_its_code() -> None:
    for name, day, decision in example_days():
        done = run("check", str(EXAMPLES / name), "--le", day)
        assert done.returncode == CODES[decision], name
        assert done.stderr == ""
        assert done.stdout == pdn.evaluate(EXAMPLES / name, day).to_text()


def test_several_are_a_table_and_the_highest_code() -> None:
    done = run("check", str(EXAMPLES), "--le", DAY)
    assert done.returncode == 2
    assert "candidature-irrecevable.json" in done.stdout
    assert "Capacité d’accueil de chaque formation" in done.stdout
    assert "1 fichier laissé de côté" in done.stderr
    english = run("check", ADMITTED, REFUSED, "--le", DAY, "--lang", "en")
    assert "What blocks" in english.stdout


def test_json_is_a_list_and_ndjson_a_report_a_line(tmp_path: Path) -> None:
    both = (ADMITTED, REFUSED)
    expected = [pdn.evaluate(Path(path), DAY).to_json() for path in both]
    lines = run("check", *both, "--le", DAY, "--format", "ndjson").stdout.splitlines()
    assert lines == expected
    assert json.loads(run("check", *both, "--le", DAY, "--format", "json").stdout) == [
        json.loads(report) for report in expected
    ]
    out = tmp_path / "rapports.ndjson"
    done = run("check", *both, "--le", DAY, "--format", "ndjson", "-o", str(out))
    assert done.stdout == ""
    assert out.read_text(encoding="utf-8").splitlines() == expected


def test_csv_is_what_a_french_excel_opens(tmp_path: Path) -> None:
    lines = [
        {"type": "candidature", "reference": "0042", "appel": MODULE_2},
        {"type": "candidature", "reference": "=HYPERLINK(1)"},
        {"type": "candidature", "reference": "-1+1"},
    ]
    path = tmp_path / "dossiers.ndjson"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    out = tmp_path / "examen.csv"
    done = run("check", REFUSED, str(path), "--le", DAY, "--format", "csv", "-o", str(out))
    assert done.returncode == 2
    content = out.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 5
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[1] for row in rows[2:]] == ['="0042"', "'=HYPERLINK(1)", "'-1+1"]
    assert rows[1][4] == "Irrecevable"
    assert "Ramener le total à 3\u202f000,00\xa0€ au plus" in rows[1][6]
    assert len({len(row) for row in rows}) == 1
    wanted = rows[2][rows[0].index("à fournir")]
    assert "Module demandé – La candidature doit porter" in wanted
    assert "(MODULE2, §" in wanted
    piped = subprocess.run(
        [PDN, "check", REFUSED, "--le", DAY, "--format", "csv"], capture_output=True, check=False
    ).stdout
    assert piped.startswith(b"\xef\xbb\xbf")
    assert piped.count(b"\r\n") == 2


def test_html_is_a_page_or_a_folder_of_pages(tmp_path: Path) -> None:
    page = tmp_path / "rapport.html"
    assert run("check", REFUSED, "--le", DAY, "--format", "html", "-o", str(page)).returncode == 2
    assert page.read_text(encoding="utf-8") == pdn.evaluate(Path(REFUSED), DAY).to_html()
    folder = tmp_path / "rapports"
    broken = tmp_path / "cassé.json"
    broken.write_text("{", encoding="utf-8")
    arguments = (REFUSED, ADMITTED, str(broken), "--le", DAY, "--format", "html")
    assert run("check", *arguments, "-o", str(folder)).returncode == 3
    assert {p.name for p in folder.iterdir()} == {
        "index.html",
        "candidature-irrecevable.html",
        "candidature-admissible.html",
    }
    assert "cassé.json" in (folder / "index.html").read_text(encoding="utf-8")
    assert run("check", *arguments).returncode == 64


def test_a_folder_with_other_files_in_it(tmp_path: Path) -> None:
    (tmp_path / "lettre.docx").write_bytes(b"\x00")
    assert run("check", str(tmp_path)).returncode == 3
    (tmp_path / "sous").mkdir()
    (tmp_path / "sous" / "Dossier.JSON").write_bytes(Path(ADMITTED).read_bytes())
    done = run("check", str(tmp_path), "--le", DAY)
    assert done.returncode == 0
    assert "1 fichier laissé de côté" in done.stderr


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    latin = tmp_path / "latin.json"
    latin.write_bytes('{ "type": "candidature", "reference": "déposé" }'.encode("latin-1"))
    done = run("check", str(latin), "--le", DAY)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "n’est pas en UTF-8" in done.stderr
    absent = run("check", str(tmp_path / "absent.json"), "--le", DAY)
    assert absent.returncode == 3
    assert absent.stderr == f"{tmp_path / 'absent.json'}\xa0: ce fichier n’existe pas.\n"
    english = run("check", str(tmp_path / "absent.json"), "--lang", "en")
    assert english.stderr.endswith(": there is no such file.\n")
    # The others are judged all the same.
    mixed = run("check", str(latin), REFUSED, "--le", DAY)
    assert mixed.returncode == 3
    assert "Irrecevable" in mixed.stdout


def test_a_broken_line_has_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    one = json.dumps(json.loads(Path(ADMITTED).read_bytes()))
    path = tmp_path / "dossiers.ndjson"
    path.write_text("\n".join([one, one, '{ "type": ', one]), encoding="utf-8")
    done = run("check", str(path), "--le", DAY, "--format", "ndjson")
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 3
    assert done.stderr.count("\n") == 1
    assert "Ligne 3" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check", REFUSED, "--formt", "csv"), "L’option --formt n’existe pas."),
        (("check", REFUSED, "--format", "xml"), "«\xa0xml\xa0» n’est pas possible ici"),
        (("check", REFUSED, "--le"), "L’option --le attend une valeur."),
        (("check", REFUSED, "--le", "2024-02-30"), "ce jour n’existe pas"),
        (("check", REFUSED, "--le", "bientôt"), "la date ne se lit pas"),
        (("check", REFUSED, "--appel", "cantal"), "Appels intégrés\xa0: cantal-2017"),
        (("check", REFUSED, "--lang", "de"), "fr ou en"),
        (("check",), "Il manque CHEMINS"),
        (("chek", REFUSED), "La commande chek n’existe pas. Voulez-vous dire check"),
        ((), "Il manque une commande."),
        (("regles", "financement.plafond-cf"), "Voulez-vous dire financement.plafond-caf"),
        (
            ("regles", "depot.delai", "depot.canal"),
            "On n’attend rien de plus ici\xa0: depot.canal.",
        ),
        (("schema", "candidatur"), "Aucun document ne s’appelle"),
        (("schema", "profil", "--draft", "draft-04"), "Aucun schéma n’est écrit"),
    ],
)
def test_a_mistyped_command_leaves_with_64(arguments: tuple[str, ...], sentence: str) -> None:
    done = run(*arguments)
    assert done.returncode == 64
    assert done.stdout == ""
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_call_of_ones_own(tmp_path: Path) -> None:
    calls = ROOT / "examples" / "appels"
    dossiers = sorted((calls / "dossiers").glob("montbrelle*.json")) or sorted(
        (calls / "dossiers").glob("*.json")
    )
    done = run("check", str(dossiers[0]), "--appel", str(calls / "ville-montbrelle-2025.toml"))
    assert done.returncode in (0, 1, 2)
    good = run("appels", "check", str(calls / "ville-montbrelle-2025.toml"))
    assert (good.returncode, good.stderr) == (0, "")
    bad = tmp_path / "appel.toml"
    bad.write_text("[apel]\n", encoding="utf-8")
    for command in ("appels", "appel"):
        wrong = run(command, "check", str(bad))
        assert wrong.returncode == 1
        assert "écrire sans doute [appel]" in wrong.stdout
        assert "2 fautes." in wrong.stdout
    assert run("appels", "check", str(tmp_path / "absent.toml")).returncode == 3
    assert run("check", REFUSED, "--appel", str(bad)).returncode == 64


def test_from_one_year_to_the_next(tmp_path: Path) -> None:
    for id_ in pdn.appels():
        done = subprocess.run([PDN, "appels", "export", id_], capture_output=True, check=True)
        written = (ROOT / "pdn-core" / "referentiels" / f"{id_}.toml").read_bytes()
        assert done.stdout == written
        assert pdn.Appel.from_toml(done.stdout) == pdn.Appel(id_)
    mine = tmp_path / "mon-appel.toml"
    assert run("appel", "export", "cantal-2017", "-o", str(mine)).returncode == 0
    same = run("appels", "comparer", "cantal-2017", str(mine))
    assert (same.returncode, same.stdout, same.stderr) == (0, "Rien ne diffère.\n", "")
    mine.write_text(
        mine.read_text("utf-8").replace('edition = "2017-1"', 'edition = "2018-1"'), "utf-8"
    )
    changed = run("appel", "comparer", "cantal-2017", str(mine))
    assert changed.returncode == 0
    assert "Avant\xa0: 2017-1\n    Après\xa0: 2018-1" in changed.stdout
    english = run("appels", "comparer", str(mine), "cantal-2017", "--lang", "en")
    assert "Before: 2018-1\n    After: 2017-1" in english.stdout
    for wrong in (("export", "absent"), ("comparer", "absent", "cantal-2017"), ("comparer", "x")):
        done_wrongly = run("appels", *wrong)
        assert (done_wrongly.returncode, done_wrongly.stdout) == (64, "")
        assert done_wrongly.stderr.count("\n") == 1


def test_calls_rules_schema_and_plan() -> None:
    assert [line.split()[0] for line in run("appels").stdout.splitlines()[1:]] == list(pdn.appels())
    rule = run("regles", "financement.plafond-caf").stdout
    assert rule.startswith("financement.plafond-caf (puy-de-dome-allier-2024-module-2)")
    assert "3\u202f000,00\xa0€ au plus" in rule
    assert "MODULE2, §2.f" in rule
    assert "80\xa0% au plus" in run("regles", "financement.taux-caf").stdout
    assert "formation.capacite" in run("regles", "--appel", pdn.appels()[2]).stdout
    schema = json.loads(run("schema", "candidature", "--appel", pdn.appels()[2]).stdout)
    assert schema == pdn.Appel(pdn.appels()[2]).schema("candidature")
    plan = EXAMPLES / "plan-2018.json"
    done = run("plan", str(plan), "--le", "2018-01-29")
    assert done.returncode == 0
    assert "63\u202f828,00" in done.stdout
    assert json.loads(run("plan", str(plan), "--format", "json").stdout)["format"] == 1
    assert "<svg" in run("plan", str(plan), "--format", "html").stdout
    assert run("plan", str(plan), "--format", "csv").returncode == 64


def test_help_teaches_by_example() -> None:
    help_ = run("check", "--help").stdout
    assert "pdn check dossiers/ --format csv -o examen.csv" in help_
    assert "Exemples" in help_
    assert "Cette aide" in help_
    assert "Usage\xa0: pdn check" in help_
    assert "Show" not in run("--help").stdout
    assert "Examples" in run("check", "--help", "--lang", "en").stdout
    assert pdn.__version__ in run("--version").stdout
    assert "pdn" in run("--show-completion", "bash").stdout


def many(tmp_path: Path, count: int) -> Path:
    one = json.dumps(json.loads(Path(ADMITTED).read_bytes()))
    path = tmp_path / "dossiers.ndjson"
    path.write_text((one + "\n") * count, encoding="utf-8")
    return path


def heeds_interruptions() -> None:
    """As from a terminal: what is started in the background of a script is told to ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interruption_leaves_what_is_done(tmp_path: Path) -> None:
    path, out = many(tmp_path, 30_000), tmp_path / "rapports.ndjson"
    command = [PDN, "check", str(path), "--le", DAY, "--format", "ndjson", "-o", str(out)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, preexec_fn=heeds_interruptions
    ) as running:
        while not (out.exists() and out.stat().st_size > 1_000_000):
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in err
    lines = out.read_text(encoding="utf-8").splitlines()
    assert 0 < len(lines) < 30_000
    json.loads(lines[-1])


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="there is no /proc here")
def test_an_interruption_shows_the_table_of_what_is_done(tmp_path: Path) -> None:
    path = many(tmp_path, 60_000)
    command = [PDN, "check", str(path), "--le", DAY]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heeds_interruptions
    ) as running:
        # Once some of the file is read.
        while int(Path(f"/proc/{running.pid}/io").read_text("utf-8").split()[1]) < 20_000_000:
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in err
    assert b"Recevable" in out


def test_a_closed_pipe_is_nobodys_fault(tmp_path: Path) -> None:
    path = many(tmp_path, 2_000)
    command = [PDN, "check", str(path), "--le", DAY, "--format", "ndjson"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.read(100)
        running.stdout.close()
        assert running.stderr is not None
        err = running.stderr.read()
        running.wait(timeout=60)
    assert err == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_one_sentence() -> None:
    for redirected in ([], ["-o", "/dev/full"]):
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [PDN, "check", REFUSED, "--le", DAY, "--format", "json", *redirected],
                stdout=subprocess.PIPE if redirected else full,
                stderr=subprocess.PIPE,
                check=False,
                encoding="utf-8",
            )
        assert done.returncode == 74
        assert "le disque est plein" in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty there")
def test_a_terminal_gets_a_bar_and_colours(tmp_path: Path) -> None:
    import pty

    path = many(tmp_path, 20_000)
    main, side = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    command = [PDN, "check", str(path), "--le", DAY, "--format", "ndjson", "-o", os.devnull]
    with subprocess.Popen(command, stdout=side, stderr=side, env=environment) as running:
        os.close(side)
        seen = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
    os.close(main)
    assert running.returncode == 0
    assert b"Examen" in seen
    assert b"dossiers," in seen
