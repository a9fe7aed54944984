"""What a stranger wrote, in every place where a file can hold words, is words on every page."""

from __future__ import annotations

import os
from datetime import datetime
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

import sydata
from sydata.pipeline.apart import Apart
from sydata.store import returns
from sydata.store.database import open_store
from sydata.ui import intake
from sydata.ui.registry import PAGES
from tests.hostile import deeds
from tests.pages.conftest import COLUMNS, SHEETS, Open
from tests.stores import store_address

MARKUP = "<img src=x onerror=alert(1)><script>alert(1)</script>"
MARKDOWN = "[点](http://evil.example)**粗**:red[x]$x^2$"
TURNED = "\u202e甲乙\u2066"
TEXTS = (MARKUP, MARKDOWN, "=cmd|'/c calc'!A1", TURNED)
UNITS = ("万州区", "涪陵区", "渝中区", "黔江区")
BAD = ("<script>alert", "<img src=x", "onerror=alert(1)>", "\u202e", "\u2066")
# Elements of Streamlit that take Markdown
TAKES_MARKDOWN = (
    "markdown",
    "caption",
    "title",
    "header",
    "subheader",
    "error",
    "warning",
    "info",
    "success",
)


class Tags(HTMLParser):
    """The elements and handlers of a page's markup."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attrs if name.startswith("on"))}
        places = [value or "" for name, value in attrs if name in ("href", "src")]
        self.found |= {"away" for place in places if "evil" in place or place == "x"}


def sheet(text: str, n: int) -> tuple[str, bytes]:
    """A return with the text in every place but its figures: file, title, unit, labels, remarks, doubtful figure."""
    quoted = '"' + text.replace('"', '""') + '"'
    lines = (
        f"2024年新年春节期间双拥活动情况统计表{text}\n填报单位：,{UNITS[n]},,,填表人：,{quoted}\n"
        + COLUMNS.replace("解决实际困难情况", f"解决实际困难情况,{quoted}")
        + f"重点优抚对象、困难退役军人等优抚对象,{quoted},12{n},10.00,120,1.00,120,120,11.00,{quoted},{quoted}\n"
        + f"驻地部队基层官兵,,{quoted},2.00,40,1.00,40,40,3.00,0,1\n{quoted},,40,2.00,40,1.00,40,40,3.00,0,1\n"
        + f"备注：{text}\n"
    )
    return f"报送/{text}{n}.csv", lines.encode()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = store_address(tmp_path_factory.mktemp("store") / "hostile.sqlite")
    engine = open_store(url)
    returns.save(
        engine,
        sydata.normalize([sheet(t, n) for n, t in enumerate(TEXTS)]).batch,
        datetime(2024, 3, 1, 9),
        "test",
    )
    engine.dispose()
    return url


def markup(app: AppTest) -> list[str]:
    return [block.proto.body for block in app.get("html") if not block.proto.body.startswith("<style>")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_no_page_takes_words_for_markup(opened: Open, store: str, page: object) -> None:
    app = opened(store, page.path, period="2024-spring")  # type: ignore[attr-defined]
    assert not app.exception
    said = markup(app)
    found = Tags()
    for block in said:
        found.feed(block)
    assert [bad for bad in BAD if bad in "".join(said)] == []
    assert {"onerror", "away"} & found.found == set()
    for kind in TAKES_MARKDOWN:
        for element in app.get(kind):
            assert "evil.example" not in getattr(element, "value", ""), kind


def test_the_words_are_there_all_the_same(opened: Open, store: str) -> None:
    said = "".join(markup(opened(store, "pages/collect/quality.py", period="2024-spring")))
    assert "&lt;img src=x onerror=alert(1)&gt;" in said


class Harmed(Apart):
    """Readers that the files do harm to which say so by their names."""

    def parts(self, files, desk, work=None, tell=None):  # type: ignore[no-untyped-def]
        return super().parts(files, desk, deeds.read_or_do, tell)


@pytest.mark.parametrize(
    ("harm", "said"), [("end.csv", "文件已损坏"), ("compute.csv", "文件过大"), ("fill.csv", "文件过大")]
)
def test_a_file_that_harms_its_reader_is_a_finding_and_the_page_answers_on(
    opened: Open, empty: str, monkeypatch: pytest.MonkeyPatch, harm: str, said: str
) -> None:
    readers = Harmed(os.environ, most=1, seconds=3)
    monkeypatch.setattr(intake, "readers", lambda: readers)
    try:
        app = opened(empty, "pages/collect/submit.py")
        uploads = [(name, content, "text/csv") for name, content in (*SHEETS[:2], (harm, b"1,2\n"))]
        app.file_uploader(key="uploads_False_0").set_value(uploads).run()
    finally:
        readers.close()
    assert not app.exception
    shown = "".join(markup(app))
    assert "在 3 个文件中识别出 2 张报表" in shown
    assert said in shown
