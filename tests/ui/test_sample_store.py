from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sydata.store import queries
from sydata.store.database import open_store
from sydata.ui import sample_store
from tests.pages.conftest import SHEETS


class Bar:
    """Stands where a progress bar is drawn, and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def progress(self, _part: float, text: str) -> None:
        self.told.append(text)


def small(directory: Path) -> None:
    (directory / "returns").mkdir()
    for name, content in SHEETS:
        (directory / "returns" / name).write_bytes(content)


def test_the_example_is_there_whole_with_its_progress_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sydata.sample.write", small)
    monkeypatch.setattr(sample_store, "SAMPLE_URL", f"sqlite:///{tmp_path / 'sample.db'}")
    bar: Any = Bar()
    sample_store.make(tmp_path / "sample.db", bar)
    engine = open_store(f"sqlite:///{tmp_path / 'sample.db'}")
    assert [period.id for period in queries.periods(engine, "500000")] == ["2024-spring", "2023-spring"]
    engine.dispose()
    assert (bar.told[0], bar.told[-1]) == ("正在读取示例报表……", "已保存 3/3 张报表")
    assert not (tmp_path / "sample.part").exists()


def test_an_interrupted_example_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sydata.sample.write", small)
    monkeypatch.setattr(sample_store, "keep", stopped)
    bar: Any = Bar()
    with pytest.raises(KeyboardInterrupt):
        sample_store.make(tmp_path / "sample.db", bar)
    assert not (tmp_path / "sample.db").exists()


def test_an_interrupted_example_is_made_whole_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sydata.sample.write", small)
    url = f"sqlite:///{tmp_path / 'sample.db'}"
    monkeypatch.setattr(sample_store, "SAMPLE_URL", url)
    with monkeypatch.context() as broken:
        broken.setattr(Bar, "progress", _stop_while_saving)
        with pytest.raises(KeyboardInterrupt):
            sample_store.make(tmp_path / "sample.db", Bar())  # type: ignore[arg-type]
    assert not sample_store.is_there(url)
    sample_store.make(tmp_path / "sample.db", Bar())  # type: ignore[arg-type]
    assert sample_store.is_there(url)


def _stop_while_saving(_self: Bar, part: float, _text: str) -> None:
    if part:
        raise KeyboardInterrupt


def test_asking_for_the_example_does_not_make_an_empty_one(tmp_path: Path) -> None:
    assert not sample_store.is_there(f"sqlite:///{tmp_path / 'sample.db'}")
    assert list(tmp_path.iterdir()) == []
