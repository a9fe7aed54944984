"""What holds for every test."""

from __future__ import annotations

import warnings

import pytest

from tests import stores

LEFT_OPEN = ".*was deleted while still open"


def pytest_configure(config: pytest.Config) -> None:
    """Pages keep their engine as long as the program runs, and psycopg, unlike SQLite's driver, says so at the end.

    Said twice: pytest's own filters hold during a test, this one between tests and after the last.
    """
    if stores.ON_POSTGRESQL:
        config.addinivalue_line("filterwarnings", f"ignore:{LEFT_OPEN}:ResourceWarning")
        warnings.filterwarnings("ignore", LEFT_OPEN, ResourceWarning)
        stores.note_connections()


def pytest_sessionfinish() -> None:
    """What is still open would complain when Python ends, when no filter holds any more."""
    stores.close_connections()


def pytest_report_header() -> str:
    return f"stores on {'PostgreSQL' if stores.ON_POSTGRESQL else 'SQLite'}"


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """On a server the stores of a test that is over are dropped, as its folder would be."""
    if stores.server.cache_info().currsize:
        stores.server().forget(getattr(item, "funcargs", {}).get("tmp_path"))
