"""The committed sample: that the generator still makes it, and that a reading of it gives what was drawn."""

from __future__ import annotations

import csv
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pandas as pd
import pytest

import sydata
from sydata import sample

ROOT = Path(__file__).parents[2] / "sample_data"
MONEY = ("cash_amount", "goods_cost", "total_amount")
KEYS = ("year", "festival", "unit_code", "unit", "category", "source_file", "sheet")


def records(name: str) -> list[dict[str, str]]:
    with (ROOT / "expected" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


FOLDERS = ("forms", "layouts", "defects")


def sources(*folders: str) -> list[str]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def group(name: str) -> str:
    """Files that say something only together share a group: the pairs."""
    for code in ("duplicate", "superseded-by-date", "superseded", "version-undecided", "same-as-last-year"):
        if name.startswith(f"defects/{code}"):
            return code
    return name


def groups(*folders: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sources(*folders):
        found.setdefault(group(name), []).append(name)
    return found


def body(path: Path) -> object:
    """What a file holds, whatever the compressor did to it."""
    try:
        with ZipFile(path) as package:
            return [(info.filename, package.read(info)) for info in package.infolist()]
    except BadZipFile:
        return path.read_bytes()


def shown_data(data: pd.DataFrame) -> list[dict[str, str]]:
    """The rows as the expectations write them: exact decimals, empty where nothing was reported."""
    columns = records("data.csv")[0].keys()
    rows = []
    for record in data.to_dict("records"):
        rows.append({name: shown(record.get(name), name) for name in columns})
    return sorted(rows, key=lambda row: [row[key] for key in KEYS])


def shown(value: object, name: str) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    return f"{float(str(value)):.6f}".rstrip("0").rstrip(".") if name in MONEY else str(value)


def shown_findings(findings: pd.DataFrame) -> list[tuple[str, ...]]:
    return sorted(
        tuple(row) for row in findings[["file", "sheet", "cell", "code", "severity"]].to_numpy().tolist()
    )


def within(name: str, names: list[str]) -> bool:
    """Whether a file is one of these, or a member of an archive among them."""
    return name in names or any(name.startswith(f"{archive}/") for archive in names)


def expected_data(names: list[str]) -> list[dict[str, str]]:
    rows = [row for row in records("data.csv") if within(row["source_file"], names)]
    return sorted(rows, key=lambda row: [row[key] for key in KEYS])


def expected_findings(names: list[str]) -> list[tuple[str, ...]]:
    return sorted(tuple(row.values()) for row in records("findings.csv") if within(row["file"], names))


def assert_reads_as_drawn(names: list[str]) -> None:
    result = sydata.normalize([(name, (ROOT / name).read_bytes()) for name in names], office="500000")
    assert shown_findings(result.findings) == expected_findings(names)
    assert shown_data(result.data) == expected_data(names)


def test_the_generator_still_makes_the_committed_files(tmp_path: Path) -> None:
    manifest = sample.write(tmp_path, scale="small")
    assert sources(*FOLDERS) == list(manifest.files)
    for name in (*manifest.files, "expected/data.csv", "expected/findings.csv", "expected/manifest.json"):
        assert body(tmp_path / name) == body(ROOT / name), name


def test_the_forms_are_drawn_without_defects() -> None:
    assert {row["severity"] for row in records("findings.csv") if row["file"].startswith("forms/")} <= {
        "info"
    }


@pytest.mark.parametrize("name", groups("forms", "defects"))
def test_a_reading_gives_what_was_drawn(name: str) -> None:
    assert_reads_as_drawn(groups("forms", "defects")[name])


@pytest.mark.parametrize("name", sources("layouts"))
def test_other_layouts_are_read(name: str) -> None:
    assert_reads_as_drawn([name])


def test_a_whole_folder_reads_as_its_files_do() -> None:
    assert_reads_as_drawn(sources("forms", "defects"))
