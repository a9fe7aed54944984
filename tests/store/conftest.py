from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from sydata.store.database import open_store
from tests.stores import store_address


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(store_address(tmp_path / "store.sqlite"))
    yield engine
    engine.dispose()
