"""What the source does not do, whoever writes the next line of it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import circles

SOURCE = Path(__file__).parents[2] / "src" / "nadwa"
SCRIPTS = sorted((SOURCE / "web/static/nadwa").rglob("*.js")) + sorted((SOURCE / "record/static").rglob("*.js"))
FILES = sorted(SOURCE.rglob("*.py"))
OUTBOUND = {"cli", "demo", "record/witness.py"}  # commands of a person at a terminal, never a page
INWARD = {"exchange/archive.py"}  # asks the application itself, without the network
DOCUMENTED = (SOURCE.parents[1] / "docs/security.md").read_text()
CRYPTOGRAPHIC = {"hashlib", "hmac", "secrets", "cryptography", "django.core.signing", "django.contrib.auth.hashers"}


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for file in FILES:
        name = file.relative_to(SOURCE).as_posix()
        yield from ((name, node) for node in ast.walk(ast.parse(file.read_text())))


def calls(*names: str) -> list[str]:
    """Where a function of one of these names is called, or a module of it imported from."""
    found = []
    for file, node in nodes():
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            found.append(f"{file}:{node.lineno} {ast.unparse(node.func)}")
    return found


def imported() -> Iterator[tuple[str, str]]:
    for file, node in nodes():
        if isinstance(node, ast.Import):
            yield from ((file, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield file, node.module
            yield from ((file, f"{node.module}.{alias.name}") for alias in node.names)


def importing(*modules: str) -> set[str]:
    return {file for file, name in imported() if any(name == one or name.startswith(f"{one}.") for one in modules)}


def outside(files: set[str], allowed: set[str]) -> set[str]:
    return {file for file in files if not any(file == one or file.startswith(f"{one}/") for one in allowed)}


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ringed.one import x\n", []),
        ("def late():\n    from ringed.one import x\n", ["one", "two", "three"]),
        ("from ringed import inner\n", ["one", "two", "three", "inner"]),
    ],
)
def test_a_circle_of_imports_is_found_late_ones_and_packages_included(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, third: str, expected: list[str]
) -> None:
    package = tmp_path / "ringed"
    (package / "inner").mkdir(parents=True)
    for name, source in {
        "__init__": "",
        "one": "from ringed.two import x\n",
        "two": "def late():\n    from ringed.three import x\n",
        "three": third,
        "inner/__init__": "from ringed.one import x\n",
    }.items():
        (package / f"{name}.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)

    found = circles.circle(circles.imports("ringed"))

    assert {name.rpartition(".")[2] for name in found} == set(expected)


def test_no_text_is_run_as_code() -> None:
    assert calls("eval", "exec", "compile", "__import__", "importlib.import_module") == []


def test_nothing_is_read_that_can_make_objects_of_any_type() -> None:
    assert importing("pickle", "marshal", "shelve", "yaml", "dill", "joblib") == set()


def test_no_shell_reads_a_command() -> None:
    started = [node for _, node in nodes() if isinstance(node, ast.Call) and "subprocess." in ast.unparse(node.func)]

    assert calls("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput") == []
    assert started
    assert not any(keyword.arg == "shell" for call in started for keyword in call.keywords)


def test_no_template_and_no_pattern_is_built_from_what_people_type() -> None:
    patterns = [
        f"{file}:{node.lineno}"
        for file, node in nodes()
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"re.compile", "re.search", "re.match", "re.sub", "re.findall", "re.fullmatch"}
        and any(isinstance(part, ast.Name | ast.Attribute | ast.JoinedStr) for part in ast.walk(node.args[0]))
        and not ast.unparse(node.args[0]).replace(".", "_").isupper()
        and "re.escape" not in ast.unparse(node.args[0])
    ]

    assert calls("Template", "engines", "Environment", "render_to_string_from", "from_string") == []
    assert patterns == []


def test_pages_open_no_connection_but_to_the_database_and_the_mail_server() -> None:
    reaching = importing(
        "httpx", "requests", "urllib.request", "urllib3", "aiohttp", "ftplib", "telnetlib", "http.client"
    )

    assert outside(reaching, OUTBOUND | INWARD) == set()
    assert "transport=transport" in (SOURCE / "exchange/archive.py").read_text()
    assert "mail/outbox.py" in importing("smtplib")


def test_xml_is_read_without_entities_and_without_the_network() -> None:
    unguarded = [
        f"{file}:{node.lineno}"
        for file, node in nodes()
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"etree.fromstring", "etree.parse", "etree.XML"}
        and "resolve_entities=False, no_network=True" not in ast.unparse(node)
    ]

    assert importing("xml.etree", "xml.dom", "xml.sax.expatreader") == set()
    assert unguarded == []


def test_no_broken_hash_and_no_guessable_number_guards_anything() -> None:
    assert calls("hashlib.md5", "hashlib.sha1", "md5", "sha1") == []
    assert outside(importing("random"), {"demo", "engine"}) == set()


def test_cryptography_is_done_where_the_inventory_says() -> None:
    done = importing(*CRYPTOGRAPHIC)

    assert len(done) > 20
    assert {file for file in done if f"`{file}`" not in DOCUMENTED} == set()


def test_queries_are_not_pasted_together() -> None:
    """A statement is a constant, or made with psycopg's own sql; values are bound."""
    pasted = [
        f"{file}:{node.lineno}"
        for file, node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"execute", "raw", "extra", "RawSQL"}
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
        and "{" in ast.unparse(node.args[0])
        and "LIVE_CHANNEL" not in ast.unparse(node.args[0])
    ]

    assert pasted == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"[.\[]\s*[\"'`]?(inner|outer)HTML\b",
        r"insertAdjacentHTML",
        r"document\.write",
        r"\beval\(",
        r"new Function",
        r"(?<!port\.)(?<!port\?\.)postMessage",  # but to our own worker
        r"addEventListener\(.message",
        r"__proto__",
        r"javascript:",
        r"https?://",
        r"indexedDB|document\.cookie",
    ],
)
def test_no_script_of_ours_does_what_scripts_should_not(pattern: str) -> None:
    found = [file.name for file in SCRIPTS if re.search(pattern, file.read_text())]

    assert SCRIPTS
    assert found == []


def test_browsers_keep_for_us_what_is_known() -> None:
    """For good: what has been seen of a text, a switch, scans that wait for the network; nothing that lets in. For the
    window: what is typed, for one person, until it was sent, which form was sent, and what was pressed where."""

    def using(storage: str) -> list[str]:
        return [file.name for file in SCRIPTS if storage in file.read_text()]

    assert using("localStorage") == ["door.js", "keys.js", "seen.js", "session.js"]
    assert using("sessionStorage") == ["drafts.js", "forms.js", "presses.js"]
