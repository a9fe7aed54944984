"""Which room may import what. See docs/design.md; a new room gets a line in ROOMS."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.source import ROOT, files, imports, room, tree

NOUNS = {"model", "explained", "errors", "text", "wording"}
KNOWN = {*NOUNS, "catalog", "wide", "versions", "rights"}
OUTPUT = {*KNOWN, "analysis", "charts"}
CLI = {
    "cli_words",
    "cli_common",
    "cli_review",
    "cli_reminders",
    "cli_settings",
    "cli_roles",
    "cli_status",
    "cli_backup",
    "cli_briefing",
    "cli_export",
}
# A room, and the rooms it may import. `__init__` is the package's own door, sydata.normalize.
ROOMS: dict[str, set[str]] = {
    "model": set(),
    "explained": {"model"},
    "errors": set(),
    "release": set(),
    "text": set(),
    "wording": set(),
    "versions": NOUNS,
    "rights": {"errors", "text"},
    "catalog": NOUNS,
    "wide": {*NOUNS, "catalog"},
    "settings": {*NOUNS, "catalog", "rights"},
    "reading": {*NOUNS, "catalog"},
    "pipeline": {*KNOWN, "reading", "release"},
    "store": KNOWN,
    "analysis": KNOWN,
    "charts": {*KNOWN, "analysis"},
    "exports": OUTPUT,
    "sample": KNOWN,
    "asking": {*KNOWN, "analysis", "store"},
    "holdings": {*OUTPUT, "asking", "store", "exports"},
    "__init__": {"pipeline"},
    "ui": {
        *OUTPUT,
        "asking",
        "holdings",
        "reading",
        "pipeline",
        "store",
        "exports",
        "settings",
        "sample",
        "release",
        "__init__",
    },
    "pages": {*OUTPUT, "exports", "ui"},
    "app": {"ui"},
    "cli_words": {*NOUNS, "release", "rights"},
    "cli_reminders": {*OUTPUT, "exports"},
    "cli_status": OUTPUT,
    "cli_settings": {*OUTPUT, "store", "settings", "cli_common", "cli_review"},
    "cli_roles": {*NOUNS, "store", "settings", "cli_common", "cli_review"},
    "cli_export": {*OUTPUT, "holdings", "store", "exports", "settings", "cli_common"},
    "cli_common": {*NOUNS, "catalog", "settings"},
    "cli_backup": {"errors", "rights", "store", "settings", "cli_common"},
    "cli_review": {*OUTPUT, "asking", "pipeline", "store", "settings", "cli_common"},
    "cli_briefing": {*OUTPUT, "asking", "holdings", "store", "exports", "settings", "cli_common"},
    "cli": {*OUTPUT, "asking", "holdings", "store", "exports", "settings", "sample", *CLI, "ui", "__init__"},
    "__main__": {"cli"},
}
# A library, and the only rooms that may know it. The open store (Engine) may be handed through by others.
LIBRARIES: dict[str, set[str]] = {
    "streamlit": {"ui", "pages", "app"},
    "starlette": {"ui"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlite3": {"store"},
    "python_calamine": {"reading"},
    "lxml": {"reading", "exports"},
    "pypdfium2": {"reading"},
    "openpyxl": {"reading", "exports", "sample"},
    "docx": {"reading", "exports", "sample"},
    "pptx": {"exports"},
    "xlsxwriter": {"exports"},
    "xlwt": {"sample"},
    "odf": {"sample"},
    "plotly": {"charts", "ui"},
}
HANDED_THROUGH = {"sqlalchemy.Engine"}
OUTSIDE_WORLD = {
    "settings",
    "ui",
    "cli",
    "cli_backup",
    "cli_review",
    "cli_export",
    "cli_briefing",
    "__main__",
}  # where clock, environment and user are asked
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "Timestamp.now", "time.time"}
SURROUNDINGS = {"os.environ", "os.getenv", "os.getcwd", "Path.cwd", "Path.home", "getpass.getuser"}


def strangers(place: str, names: Iterator[str]) -> list[str]:
    """The imports that a room may not have."""
    found = []
    for name in names:
        top, _, rest = name.partition(".")
        if top in ("", "pages", "app", "tests", "benchmarks"):
            found.append(name)  # a relative import, or one that goes up
        elif top == "sydata":
            part = rest.partition(".")[0]
            target = part if part in ROOMS else "__init__"
            found += [name] if target != place and target not in ROOMS[place] else []
        elif place not in LIBRARIES.get(top, {place}) and name not in HANDED_THROUGH:
            found.append(name)
    return found


def is_name(node: ast.stmt) -> bool:
    """Whether a statement only brings or lists public names, or fetches one when it is asked for."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) in ("__all__", "_HOMES")
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING" and all(map(is_name, node.body))
    if isinstance(node, ast.FunctionDef):
        return node.name == "__getattr__"
    return isinstance(node, ast.ImportFrom)


def asked(nodes: ast.AST) -> set[str]:
    """The clock and the surroundings, where they are asked: `datetime.now`, `os.environ`."""
    seen = {".".join(name.split(".")[-2:]) for name in imports(nodes)}
    for node in ast.walk(nodes):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            seen.add(f"{owner}.{node.attr}")
    return seen & (CLOCKS | SURROUNDINGS)


def test_each_module_imports_only_what_its_room_may() -> None:
    assert {room(path) for path in files()} == set(ROOMS), "each room has its line in ROOMS"
    breaches = {str(path.relative_to(ROOT)): strangers(room(path), imports(tree(path))) for path in files()}
    assert {module: names for module, names in breaches.items() if names} == {}


def test_today_and_surroundings_come_in_as_arguments() -> None:
    inside = [path for path in files() if room(path) not in OUTSIDE_WORLD]
    breaches = {str(path.relative_to(ROOT)): asked(tree(path)) for path in inside}
    assert {module: names for module, names in breaches.items() if names} == {}


def test_files_stay_short() -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in files()}
    long = {path: n for path, n in lines.items() if n > (80 if room(path) == "pages" else 300)}
    assert long == {}


def test_package_doors_hold_a_docstring_and_names_only() -> None:
    for path in files():
        if path.name == "__init__.py":
            docstring, *rest = tree(path).body
            assert isinstance(docstring, ast.Expr), path
            assert [ast.unparse(node) for node in rest if not is_name(node)] == [], path


def test_no_page_lies_directly_in_pages() -> None:
    # Streamlit would serve it on a cold deep link without running app.py.
    assert list(ROOT.glob("pages/*.py")) == []


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("analysis", "from sydata.store import queries"),
        ("store", "import sydata.pipeline.run"),
        ("pipeline", "from sydata.store.returns import save"),
        ("catalog", "from sydata import normalize"),
        ("exports", "import streamlit as st"),
        ("ui", "from sqlalchemy import select"),
        ("pages", "from sydata.store import queries"),
        ("pipeline", "from openpyxl import load_workbook"),
        ("ui", "from . import parts"),
    ],
)
def test_a_breach_is_seen(place: str, line: str) -> None:
    assert strangers(place, imports(ast.parse(line))) != []


@pytest.mark.parametrize(
    "line",
    [
        "x = datetime.now()",
        "datetime.datetime.now(UTC)",
        "import os; os.environ['A']",
        "from os import environ",
    ],
)
def test_a_look_at_clock_or_surroundings_is_seen(line: str) -> None:
    assert asked(ast.parse(line)) != set()
