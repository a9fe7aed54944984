"""Archives, folders and pairs become files with names a person can read; what fails is a finding."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from sydata.reading import Budget, expand, gather, is_archive, read_file
from sydata.reading.archive import safe_name
from tests.reading import drawn


def names(found: tuple) -> list[str]:
    return [file.name for file in found[0]]


def causes(found: tuple) -> list[tuple[str, object]]:
    assert all(finding.code == "unreadable-file" for finding in found[1])
    return [(finding.file, finding.params["cause"]) for finding in found[1]]


def renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """A zip with a member's name replaced byte for byte, as an older program would have written it."""
    assert len(old) == len(new)
    return content.replace(old, new)


def test_members_become_files_below_the_archive() -> None:
    content = drawn.zipped({"黔江区/春节.xlsx": drawn.xlsx(), "江津区.xls": drawn.xls()})
    files, findings = expand("报送.zip", content)
    assert findings == ()
    assert [(f.name, f.archive) for f in files] == [
        ("报送.zip", ""),
        ("报送.zip/黔江区/春节.xlsx", "报送.zip"),
        ("报送.zip/江津区.xls", "报送.zip"),
    ]
    assert files[0].content == content and len(files[0].sha256) == 64
    assert read_file(files[1])[0].rows == drawn.ROWS


def test_archive_itself_has_no_sheets() -> None:
    (archive, _), _ = expand("a.zip", drawn.zipped({"a.csv": b"1,2\n"}))
    assert is_archive(archive.content)
    assert read_file(archive) == ()


@pytest.mark.parametrize("write", [drawn.xlsx, drawn.xls, drawn.ods, drawn.document])
def test_workbooks_and_documents_are_no_archives(write: object) -> None:
    files, findings = expand("表", write())  # type: ignore[operator]
    assert (len(files), findings) == (1, ())


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_member_names_without_a_flag(encoding: str) -> None:
    raw = "黔江区.csv".encode(encoding)
    content = renamed(drawn.zipped({"x" * len(raw): b"1,2\n"}), b"x" * len(raw), raw)
    assert names(expand("a.zip", content)) == ["a.zip", "a.zip/黔江区.csv"]


def test_what_systems_leave_behind_is_skipped() -> None:
    junk = ("__MACOSX/._表.xlsx", ".DS_Store", "a/Thumbs.db", "desktop.ini", "~$表.xlsx", ".~表.et")
    content = drawn.zipped({**dict.fromkeys(junk, b"x"), "a/": b"", "a/表.csv": b"1,2\n"})
    assert names(expand("a.zip", content)) == ["a.zip", "a.zip/a/表.csv"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/表.csv", "etc/表.csv"),
        ("/根/表.csv", "根/表.csv"),
        ("C:\\报送\\表.csv", "报送/表.csv"),
        ("a\\..\\表.csv", "a/表.csv"),
        ("a//./表\n.csv", "a/表.csv"),
    ],
)
def test_names_never_lead_elsewhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert names(expand("a.zip", drawn.zipped({name: b"1,2\n"}))) == ["a.zip", f"a.zip/{safe}"]


def test_names_made_equal_by_cleaning_are_told_apart() -> None:
    content = drawn.zipped({"a/表.csv": b"1,2\n", "../a/表.csv": b"3,4\n"})
    assert names(expand("a.zip", content)) == ["a.zip", "a.zip/a/表.csv", "a.zip/a/表〔2〕.csv"]


def test_archives_in_archives_are_opened_one_level_deep() -> None:
    third = drawn.zipped({"表.csv": b"1,2\n"})
    second = drawn.zipped({"县.csv": b"1,2\n", "三.zip": third})
    found = expand("一.zip", drawn.zipped({"二.zip": second}))
    assert names(found) == ["一.zip", "一.zip/二.zip", "一.zip/二.zip/县.csv", "一.zip/二.zip/三.zip"]
    assert causes(found) == [("一.zip/二.zip/三.zip", "too-large")]


def test_empty_and_broken_archives_are_findings() -> None:
    assert causes(expand("空.zip", drawn.zipped({}))) == [("空.zip", "empty")]
    assert causes(expand("空.zip", drawn.zipped({"a/": b"", ".DS_Store": b""}))) == [("空.zip", "empty")]


def test_damaged_and_protected_members_are_findings_and_the_others_are_read() -> None:
    content = bytearray(drawn.zipped({"坏.csv": b"1,2\n" * 9, "密.csv": b"3\n", "好.csv": b"5,6\n"}, 0))
    content[content.index(b"1,2\n")] ^= 1
    place = [n for n in range(len(content)) if content[n : n + 4] == b"PK\x01\x02"][1]
    content[place + 8] |= 1
    found = expand("a.zip", bytes(content))
    assert names(found) == ["a.zip", "a.zip/好.csv"]
    assert causes(found) == [("a.zip/坏.csv", "damaged"), ("a.zip/密.csv", "password")]


def test_bombs_in_archives_are_findings() -> None:
    bomb = drawn.zipped({"大.csv": bytes(60 << 20), "好.csv": b"1,2\n"})
    found = expand("a.zip", bomb)
    assert names(found) == ["a.zip", "a.zip/好.csv"]
    assert causes(found) == [("a.zip/大.csv", "too-large")]
    many = drawn.zipped({f"{n}.csv": bytes(1000) for n in range(9)})
    assert causes(expand("a.zip", many, Budget(archive_bytes=8000))) == [("a.zip", "too-large")]
    assert causes(expand("a.zip", many, Budget(members=8))) == [("a.zip", "too-large")]
    nested = drawn.zipped({"一.zip": many, "二.zip": many})
    found = expand("a.zip", nested, Budget(archive_bytes=15_000))
    assert causes(found) == [("a.zip/二.zip", "too-large")]


def test_unknown_compression_is_a_finding() -> None:
    content = bytearray(drawn.zipped({"表.csv": b"1,2\n"}))
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 10, 98)
    assert causes(expand("a.zip", bytes(content))) == [("a.zip/表.csv", "unknown")]


def test_folders_are_walked_in_path_order_and_keep_their_name(tmp_path: Path) -> None:
    folder = tmp_path / "黔江区"
    for name in ("b.csv", "a/c.csv", "a/.DS_Store", "~$b.xlsx"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"1,2\n")
    assert names(gather(folder)) == ["黔江区/a/c.csv", "黔江区/b.csv"]
    assert names(gather([str(folder / "b.csv")])) == ["b.csv"]


def test_archives_in_folders_are_opened(tmp_path: Path) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    (folder / "报送.zip").write_bytes(drawn.zipped({"表.csv": b"1,2\n"}))
    assert names(gather(folder)) == ["收件/报送.zip", "收件/报送.zip/表.csv"]


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    for name in ("黔江区", "江津区"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "表.csv").write_bytes(b"1,2\n")
    paths = [tmp_path / "黔江区/表.csv", tmp_path / "江津区/表.csv"]
    assert names(gather(paths)) == ["表.csv", "江津区/表.csv"]
    pairs = [("表.csv", b"1,2\n"), ("表.csv", b"1,3\n")]
    assert names(gather(pairs)) == ["表.csv", "表〔2〕.csv"]


def test_one_pair_and_many_are_taken() -> None:
    assert names(gather(("dir/表.csv", b"1,2\n"))) == ["dir/表.csv"]
    assert names(gather(iter([("a.csv", b"1"), ("b.zip", drawn.zipped({"c.csv": b"1"}))]))) == [
        "a.csv", "b.zip", "b.zip/c.csv",
    ]  # fmt: skip
    assert gather([]) == ((), ())


def test_what_cannot_be_had_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    found = gather([tmp_path / "没有.xlsx", tmp_path / "空", "bad\0name", ("好.csv", b"1,2\n")])
    assert names(found) == ["好.csv"]
    assert [cause for _, cause in causes(found)] == ["missing", "empty", "missing"]


def test_files_beyond_the_budget_are_findings(tmp_path: Path) -> None:
    (tmp_path / "大.csv").write_bytes(b"1,2\n" * 100)
    budget = Budget(file_bytes=100, archive_bytes=300)
    assert causes(gather(tmp_path / "大.csv", budget)) == [("大.csv", "too-large")]
    assert causes(gather(("大.csv", b"1,2\n" * 100), budget)) == [("大.csv", "too-large")]


@pytest.mark.parametrize("wrong", [5, [None], [("a.csv", "text")], [b"bytes"]])
def test_a_source_of_another_type_is_a_mistake_of_the_caller(wrong: object) -> None:
    with pytest.raises(TypeError):
        gather(wrong)  # type: ignore[arg-type]


def test_a_name_that_is_not_utf8_is_read_as_chinese_windows_wrote_it(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), "黔江区.csv".encode("gb18030"))
    with open(path, "wb") as file:
        file.write("项目,人数\n".encode())
    files, findings = gather(tmp_path)
    assert ([f.name for f in files], findings) == ([f"{tmp_path.name}/黔江区.csv"], ())
