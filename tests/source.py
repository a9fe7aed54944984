"""The project's own source, as tests about its build look at it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


def files() -> list[Path]:
    """Every module of the application: sydata, pages, app.py."""
    return sorted([*ROOT.glob("sydata/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "app.py"])


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def room(path: Path) -> str:
    """The part of the house a module belongs to: `store`, `cli`, `pages`, `app`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] if len(parts) == 1 or parts[0] != "sydata" else parts[1]


def imports(nodes: ast.AST) -> Iterator[str]:
    """The dotted name of each thing imported anywhere below: `sydata.store.queries`, `sqlalchemy.Engine`."""
    for node in ast.walk(nodes):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "." * node.level
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
