"""The files as they were submitted, in one zip with an index: which file is whose return, and what became of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from sydata.catalog.roll import Collector
from sydata.exports.content import TROOP, masked, troops
from sydata.exports.data import csv_bytes
from sydata.exports.tables import Language, labelled

INDEX = ("path", "file", "archive", "sha256", "size", "received_at", "sheet", "unit_code", "unit", "year", "festival",
         "state", "fill_date", "errors", "warnings")  # fmt: skip
INDEX_NAMES = {"zh": "索引.csv", "en": "index.csv", "ids": "index.csv"}
FOLDER = {"zh": "原始文件", "en": "originals", "ids": "originals"}
FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
RESERVED = re.compile(
    r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE
)  # names that Windows keeps to itself
LONGEST = 120  # characters of one name on the way


def index(files: pd.DataFrame, returns: pd.DataFrame) -> pd.DataFrame:
    """INDEX without path, and file_id: a row a return of each file (`store.queries.originals`, `.returns`).

    A file of which no return was read has one row, its state empty. An archive whose files are there is left out.
    """
    archives = set(files["archive"]) - {""}
    kept = files[~files["name"].isin(archives)].drop(columns=["returns", "received_at"], errors="ignore")
    when = files.set_index("file_id")["received_at"]
    columns = [
        "file_id",
        "sheet",
        "unit_code",
        "unit",
        "year",
        "festival",
        "state",
        "fill_date",
        "errors",
        "warnings",
    ]
    rows = kept.rename(columns={"name": "file"}).merge(returns[columns], on="file_id", how="left")
    received = pd.to_datetime(rows["file_id"].map(when)).dt.strftime("%Y-%m-%d %H:%M")
    filled = pd.to_datetime(rows["fill_date"]).dt.strftime("%Y-%m-%d")
    words = {name: rows[name].fillna("") for name in ("sheet", "unit_code", "unit", "festival", "state")}
    counts = {name: rows[name].astype("Int64") for name in ("year", "errors", "warnings")}
    rows = rows.assign(received_at=received, fill_date=filled.fillna(""), **words, **counts)
    return rows[["file_id", *INDEX[1:]]]


def originals_zip(
    listed: pd.DataFrame,
    content: Callable[[int], bytes],
    office: Collector,
    language: Language = "zh",
    sensitive: bool = False,
) -> bytes:
    """Every file of an `index` under a safe path below one folder, and the index beside it.

    content: the bytes of a file by its id. The files are as they came, with the names of officials in them. Files of
    troop units are not in it, and not named, unless `sensitive`.
    """
    shown = listed if sensitive else _public(listed, office)
    paths = safe_paths({int(row.file_id): row.file for row in shown.itertuples() if row.file != TROOP})
    shown = shown.assign(path=[_under(paths.get(int(id)), language) for id in shown["file_id"]])
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        _put(package, INDEX_NAMES[language], csv_bytes(labelled(shown[list(INDEX)], language)))
        for id, path in paths.items():
            _put(package, str(_under(path, language)), content(id))
    return buffer.getvalue()


def _public(listed: pd.DataFrame, office: Collector) -> pd.DataFrame:
    hidden = troops(office, listed)
    shown = masked(listed, hidden, office)
    theirs = set(shown.loc[shown["file"] == TROOP, "file_id"])  # the whole file, whoever else is in it
    return shown.assign(
        file=shown["file"].mask(shown["file_id"].isin(theirs), TROOP),
        sha256=shown["sha256"].mask(shown["file_id"].isin(theirs), ""),
        archive=shown["archive"].mask(shown["file_id"].isin(theirs), ""),
    )


def _under(path: str | None, language: Language) -> str:
    return f"{FOLDER[language]}/{path}" if path else ""


def _put(package: ZipFile, path: str, content: bytes) -> None:
    """A member with a plain date, so that the same files give the same bytes."""
    member = ZipInfo(path)
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    package.writestr(member, content)


# ---- paths that any system takes ----
def safe_paths(names: dict[int, str]) -> dict[int, str]:
    """Relative paths by the ids of names: no way up, nothing Windows refuses, no two alike however they are spelt."""
    plain = {id: safe_path(name) for id, name in names.items()}
    taken = {_key(parent) for path in plain.values() for parent in _parents(path)}
    found: dict[int, str] = {}
    for id, path in plain.items():
        found[id] = _free(path, taken)
        taken.add(_key(found[id]))
    return found


def safe_path(name: str) -> str:
    """One path made safe; a name of which nothing is left is called file."""
    parts = [_part(part) for part in unicodedata.normalize("NFC", name).replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part) or "file"


def _part(name: str) -> str:
    if name.strip() in ("", ".", ".."):
        return ""
    clean = FORBIDDEN.sub("_", name).strip().rstrip(". ")
    if RESERVED.fullmatch(clean):
        clean = f"_{clean}"
    if len(clean) <= LONGEST:
        return clean
    stem, dot, suffix = clean.rpartition(".")
    end = f"{dot}{suffix}" if stem and len(suffix) <= 8 else ""
    return clean[: LONGEST - len(end)].rstrip(". ") + end


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: at + 1]) for at in range(len(parts))]


def _key(path: str) -> str:
    """How a system that knows no capitals compares paths."""
    return unicodedata.normalize("NFKC", path).casefold()


def _free(path: str, taken: set[str]) -> str:
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    stem, end = (stem, dot + suffix) if stem else (name, "")
    number, found = 1, path
    while _key(found) in taken:
        number += 1
        found = f"{folder}{slash}{stem} ({number}){end}"
    return found
