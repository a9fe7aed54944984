"""Pages reach a store by its door only, and hand out files by one button only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source import ROOT, tree

OPENERS = {
    "open_store",
    "create_engine",
    "reading_as",
    "writing_as",
}  # what opens a store, or widens a reader's view
OWN = {
    "server.py",
    "who.py",
    "access.py",
    "sample_store.py",
    "door.py",
    "visiting.py",
}  # the service's own, before anybody reads


def files() -> list[Path]:
    return sorted([*(ROOT / "sydata/ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")])


def calls(parsed: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(parsed):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id, node


def past_the_door(parsed: ast.Module) -> list[str]:
    """The calls that reach a store otherwise than as whoever reads or acts."""
    return [
        f"{name}, line {call.lineno}"
        for name, call in calls(parsed)
        if name in OPENERS
        or (name in ("engine", "writer") and not ast.unparse(call.args[0]).endswith("door"))
        or (name == "store" and isinstance(call.func, ast.Attribute))
    ]


def past_the_button(parsed: ast.Module) -> list[str]:
    """The buttons that hand out a file without asking for a right."""
    return [f"line {call.lineno}" for name, call in calls(parsed) if name == "download_button"]


@pytest.mark.parametrize(
    "path", [path for path in files() if path.name not in OWN], ids=lambda path: path.stem
)
def test_a_page_reaches_a_store_by_its_door_only(path: Path) -> None:
    assert past_the_door(tree(path)) == []


@pytest.mark.parametrize(
    "path", [path for path in files() if path.name != "take.py"], ids=lambda path: path.stem
)
def test_a_file_is_handed_out_by_one_button_only(path: Path) -> None:
    assert past_the_button(tree(path)) == []


@pytest.mark.parametrize(
    "line",
    [
        "open_store(url)",
        "database.open_store(url)",
        "data.engine(settings.load().database_url)",
        "data.store(url)",
        "reading_as(engine, reach)",
    ],
)
def test_a_way_past_the_door_is_seen(line: str) -> None:
    assert past_the_door(ast.parse(line)) != []


def test_a_button_of_its_own_is_seen() -> None:
    assert past_the_button(ast.parse("st.download_button('a', b'')")) != []
