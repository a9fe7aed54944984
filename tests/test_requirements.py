"""What is imported is asked for, what is asked for is imported, and one computer needs no more than that."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.source import ROOT, files, imports, tree

# The name a package is imported by, where it is not the package's own.
IMPORTED_AS = {
    "python-docx": "docx",
    "python-pptx": "pptx",
    "odfpy": "odf",
    "python-calamine": "python_calamine",
}
SERVER_MODULES = {"psycopg", "authlib", "httpx", "distributed", "dask"}
TEST_MODULES = {"pytest", "hypothesis", "playwright", "babel", "mypy", "ruff"}


def listed(name: str) -> dict[str, str]:
    """Package and version of each line of a requirements file; the version is empty where none is given."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([\w.-]+)(?:\[\w+\])?(?:==([\w.]+))?", line) for line in lines)
    return {match[1].lower(): match[2] or "" for match in found if match and not match[0].startswith("-")}


def foreign(names: Iterator[str]) -> set[str]:
    """The top-level modules among these names that neither Python nor we bring."""
    ours = {"sydata", "tests", "scripts", "benchmarks", ""}
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names - ours


def imported() -> set[str]:
    return {module for path in files() for module in foreign(imports(tree(path)))}


def test_one_computer_installs_what_the_application_imports_and_nothing_else() -> None:
    wanted = {IMPORTED_AS.get(name, name) for name in listed("requirements.in")}
    assert wanted == imported() - SERVER_MODULES


def test_tests_import_nothing_that_is_not_installed_for_them() -> None:
    names = {*listed("requirements.in"), *listed("requirements-test.in")}
    used = (foreign(imports(tree(path))) for path in ROOT.glob("tests/**/*.py"))
    assert set().union(*used) - {IMPORTED_AS.get(name, name) for name in names} == set()


def test_server_packages_are_imported_only_inside_the_functions_that_use_them() -> None:
    for path in files():
        for statement in tree(path).body:
            if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
                assert foreign(imports(statement)) & SERVER_MODULES == set(), path


@pytest.mark.parametrize("part", ["", "-test", "-server"])
def test_lists_are_pinned_and_follow_from_the_direct_choices(part: str) -> None:
    pinned = listed(f"requirements{part}.txt")
    assert all(pinned.values())
    for name, version in listed(f"requirements{part}.in").items():
        assert pinned[name] == version, f"{name}: run `make requirements`"


@pytest.mark.parametrize("part", ["-test", "-server"])
def test_lists_agree_with_each_other(part: str) -> None:
    both = listed("requirements.txt").keys() & listed(f"requirements{part}.txt").keys()
    assert {n: listed("requirements.txt")[n] for n in both} == {
        n: listed(f"requirements{part}.txt")[n] for n in both
    }


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt", "requirements-server.txt"])
def test_lists_name_no_address(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_application_imports_without_what_only_tests_or_a_server_need() -> None:
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files()]
    wanted = [
        m for m in modules if m.startswith("sydata.") and not m.endswith(("__main__", "migrations.env"))
    ]
    script = f"""
import importlib, sys
for name in {sorted(SERVER_MODULES | TEST_MODULES)!r}:
    sys.modules[name] = None
for name in {wanted!r}:
    importlib.import_module(name)
"""
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
