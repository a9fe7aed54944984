"""Every page, run as Streamlit runs it, on a store of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import sydata
from sydata.store import returns
from sydata.store.database import open_store
from sydata.ui import access
from tests.source import ROOT
from tests.stores import store_address

HEAD = "填报单位：,{unit},,,日期：,{date},,,,\n"
COLUMNS = (
    "项目,带队领导,走访慰问人数(人),发放慰问金金额(万元),慰问金发放人数(人),购买慰问品支出金额(万元),"
    "发放慰问品数量(件),慰问品发放人数(人),合计(万元),解决实际困难情况\n"
)
Open = Callable[..., AppTest]


def sheet(unit: str, year: int, people: int, cash: str) -> tuple[str, bytes]:
    """A return of one unit for the spring of a year, in the columns of the Chongqing form."""
    text = (
        f"{year}年新年春节期间双拥活动情况统计表\n"
        + HEAD.format(unit=unit, date=f"{year}年2月10日")
        + COLUMNS
        + f"重点优抚对象、困难退役军人等优抚对象,,{people},{cash},{people},1.00,{people},{people},,3\n"
        + "驻地部队基层官兵,,40,2.00,40,1.00,40,40,3.00,0\n"
        + "边海防官兵,,5,0.50,5,0.50,5,5,1.00,\n"
    )
    return f"{unit}{year}.csv", text.encode()


SHEETS = [
    sheet("万州区", 2023, 100, "10.00"),
    sheet("万州区", 2024, 120, "11.00"),
    sheet("涪陵区", 2024, 60, "三百多"),
]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store with three returns; one holds a figure that is no number."""
    url = store_address(tmp_path_factory.mktemp("store") / "filled.sqlite")
    engine = open_store(url)
    returns.save(engine, sydata.normalize(SHEETS).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    return url


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a page on a store, as a visitor from this computer."""
    monkeypatch.setattr(access, "visitor", lambda: None)
    monkeypatch.chdir(ROOT)
    for name in [name for name in os.environ if name.startswith("SYDATA_")]:
        monkeypatch.delenv(name)

    def open_(url: str, path: str = "", **view: str) -> AppTest:
        monkeypatch.setenv("SYDATA_DATABASE_URL", url)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for key, value in view.items():
            app.query_params[key] = value
        app.run()
        return app.switch_page(path).run() if path else app

    yield open_
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """The address of a store that does not exist yet."""
    return store_address(tmp_path / "empty.sqlite")


def words(app: AppTest) -> str:
    """Everything the page's own markup says."""
    return "\n".join(
        block.proto.body for block in app.get("html") if not block.proto.body.startswith("<style>")
    )


def unlinked(markup: str) -> str:
    """Markup without its links, for what is said and not where it leads."""
    return re.sub(r"</?a\b[^>]*>", "", markup)
