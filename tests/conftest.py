"""What holds for every test."""

from __future__ import annotations

import pytest

from tests import stores


def pytest_configure(config: pytest.Config) -> None:
    """Pages keep their engine as long as the program runs, and psycopg, unlike SQLite's driver, says so at the end."""
    if stores.ON_POSTGRESQL:
        config.addinivalue_line("filterwarnings", "ignore:.*was deleted while still open:ResourceWarning")


def pytest_report_header() -> str:
    return f"stores on {'PostgreSQL' if stores.ON_POSTGRESQL else 'SQLite'}"


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """On a server the stores of a test that is over are dropped, as its folder would be."""
    if stores.server.cache_info().currsize:
        stores.server().forget(getattr(item, "funcargs", {}).get("tmp_path"))
