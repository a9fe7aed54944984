"""An office's own reporters are read as those of the catalog are: from cells, rows, columns and names of files."""

from __future__ import annotations

import sydata
from sydata.catalog.roll import Named
from sydata.model import Unit

POLICE = Named(Unit("500000-own-0001", "市公安局", "department"), ("公安局",))
COMPANY = Named(Unit("500000-own-0002", "某某建设投资集团有限公司", "enterprise"))
OWN = (POLICE, COMPANY)


TITLE = "2024年春节双拥活动情况统计表"


def form(unit: str) -> bytes:
    lines = [
        TITLE,
        f"填报单位：,{unit},,",
        "项目,走访慰问人数,慰问金金额(万元)",
        "边海防官兵,5,0.50",
    ]
    return "\n".join(lines).encode()


def units(*files: tuple[str, bytes], own: tuple[Named, ...] = OWN, workers: int | None = None) -> list[str]:
    data = sydata.normalize(list(files), reporters=own, workers=workers).data
    return [f"{code} {name}" for code, name in data[["unit_code", "unit"]].itertuples(index=False)]


def test_in_a_cell_and_in_the_name_of_a_file() -> None:
    assert units(("a.csv", form("重庆市公安局（公章）"))) == ["500000-own-0001 市公安局"]
    assert units(("某某建设投资集团有限公司.csv", form(""))) == ["500000-own-0002 某某建设投资集团有限公司"]


def test_in_rows_and_in_columns_in_the_order_of_the_list() -> None:
    names = ["公安局", "万州区", "某某建设投资集团有限公司"]
    wanted = ["500101 万州区", "500000-own-0001 市公安局", "500000-own-0002 某某建设投资集团有限公司"]
    down = [
        TITLE,
        "单位,走访慰问人数,慰问金金额(万元)",
        *(f"{name},3,1" for name in names),
    ]
    across = [
        TITLE,
        ",".join(["项目", *names]),
        "走访慰问人数,3,4,5",
        "慰问金金额(万元),1,1,1",
    ]
    for lines in (down, across):
        assert units(("汇总.csv", "\n".join(lines).encode())) == wanted


def test_processes_that_read_know_them_too() -> None:
    files = [(f"{n}.csv", form("市公安局")) for n in range(2)]
    assert units(*files, workers=1) == units(*files, workers=2)


def test_without_the_list_nobody_is_taken_for_them() -> None:
    result = sydata.normalize([("a.csv", form("市公安局"))])
    assert result.data.empty
    assert "unknown-unit" in result.findings["code"].tolist()
