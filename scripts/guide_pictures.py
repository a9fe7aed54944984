"""The pictures of docs/guide.zh.md, taken along one festival: from the drop of the sheets to the sign-off.

The sheets are those of the journey that the tests walk, most of them without a defect.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

import sydata
from sydata.sample.draft import make
from sydata.sample.style import Style
from sydata.sample.writers import WRITERS, suffix
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.journeys import fortnight
from tests.journeys.desk import Desk, Way
from tests.journeys.hands import Hands
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle

WIDTH, HIGH, TALL = 1280, 820, 2600
COLOURS = 160  # a picture of a page looks the same, and is a third of the size
SPOILT = (
    2,
    3,
    15,
    16,
    18,
    23,
)  # of the journey: money in yuan, a word, last year's title, twice, prose, missing
SLIP = 30  # in whose row of the roll-up the last two digits changed places
RING = "thing => { thing.style.outline = '3px solid #e07b00'; thing.style.outlineOffset = '3px'; }"
BARE = "thing => { thing.style.outline = ''; }"


# ---- what arrives ----
def sent() -> list[tuple[str, bytes]]:
    """The sheets of the festival: a few with what clerks meet most often, the others in order."""
    return sorted([*(file for file in fortnight.sent() if int(file[0][:2]) - 1 in SPOILT), *_clean()])


def _clean() -> Iterator[tuple[str, bytes]]:
    for at, unit in enumerate(fortnight.units()):
        kind = fortnight.KINDS[at % len(fortnight.KINDS)]
        draft = make(fortnight.said(unit), Style(), kind, fortnight.SEED)
        if at not in SPOILT:
            yield f"{at + 1:02d}-{unit.name}{suffix(draft.kind)}", WRITERS[draft.kind]([draft.page])


def rollup() -> tuple[str, bytes]:
    """The table in which somebody added up the units by hand, with one slip."""
    lines = ["2024年春节走访慰问情况汇总表", "区县,项目,走访慰问人数（人）"]
    for at, unit in enumerate(fortnight.units()):
        if at not in SPOILT:
            people = fortnight.said(unit).get("entitled", "visited_people") or 0
            lines.append(f"{unit.name},重点优抚对象,{_swapped(people) if at == SLIP else people}")
    return "全市汇总表.csv", "\n".join(lines).encode()


def _swapped(number: int) -> str:
    *front, ten, one = str(number)
    return "".join([*front, one, ten])


# ---- the photographer ----
class Camera:
    """Takes pictures of a page into a folder; what is to be clicked has a ring around it."""

    def __init__(self, tab: Page, folder: Path) -> None:
        self.tab, self.folder = tab, folder

    def page(self, name: str, ring: Locator | None = None, high: int = HIGH) -> None:
        """The page from its head down."""
        self._take(name, {"x": 0, "y": 0, "width": WIDTH, "height": high}, ring)

    def card(self, name: str, card: Locator, ring: Locator | None = None, high: int = HIGH) -> None:
        """One card and nothing else."""
        self._tall()
        box = card.bounding_box()
        assert box is not None, name
        clip = {"x": box["x"] - 12, "y": box["y"] - 12, "width": box["width"] + 24}
        self._take(name, {**clip, "height": min(box["height"] + 24, high)}, ring)

    def _tall(self) -> None:
        self.tab.set_viewport_size({"width": WIDTH, "height": TALL})
        settle(self.tab)
        self.tab.wait_for_timeout(1000)  # charts are drawn after the script has ended

    def _take(self, name: str, clip: dict[str, float], ring: Locator | None) -> None:
        self._tall()
        if ring is not None:
            ring.evaluate(RING)
        target = self.folder / f"{name}.png"
        self.tab.screenshot(path=target, clip=clip, animations="disabled")  # type: ignore[arg-type]  # a box or size by name
        with Image.open(target) as taken:
            taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
        if ring is not None and ring.count():
            ring.evaluate(BARE)


# ---- the way ----
def walk(hands: Hands, camera: Camera, files: Sequence[Path]) -> None:
    """Upload, look, settle, accept, chase, reconcile, look at the analysis, sign off, take along."""
    tab = hands.tab
    hand_in(hands, camera, files[:-1])
    hands.go("去核查", "quality")
    questions(hands, camera)
    hands.go("报送进度", "progress")
    camera.page("guide-progress", high=620)
    camera.card(
        "guide-letters", tab.locator(".st-key-card_letters"), tab.get_by_role("button", name="复制").first
    )
    reconcile(hands, camera, files[-1])
    hands.go("总览", "")
    camera.page("guide-overview")
    hands.go("简报", "briefing")
    camera.page("guide-briefing", high=900)
    hands.go("审定", "signoff")
    note = tab.get_by_label("审定说明")
    hands.type(note, "经领导小组会议审定")
    camera.page("guide-signoff", tab.locator(".st-key-sign button"), 620)
    hands.click(tab.locator(".st-key-sign button"))
    tab.get_by_text("第 1 版有效").or_(tab.get_by_text("已审定：2024年春节")).first.wait_for()
    hands.go("下载", "download")
    camera.page("guide-download", high=700)


def hand_in(hands: Hands, camera: Camera, files: Sequence[Path]) -> None:
    """The drop, how a sheet was read, the words to explain, and the save."""
    tab = hands.tab
    tab.goto("/submit")
    settle(tab)
    hands.drop(files)
    keep = tab.get_by_role("button", name="保存", exact=False).first
    keep.wait_for(timeout=120_000)
    settle(tab)
    camera.page("guide-upload", keep)
    camera.card("guide-word", tab.locator(".st-key-card_words"))
    hands.click(tab.get_by_text("各表的识别结果"))
    pick(hands, "03-渝中区.xlsx")
    camera.card("guide-reading", tab.locator(".st-key-intake_columns"), high=620)
    hands.click(keep)
    tab.get_by_text("张报表已计入").first.wait_for()
    settle(tab)
    camera.page("guide-saved", tab.get_by_role("link", name="去核查").first, 560)
    camera.card("guide-prose", tab.locator(".st-key-card_prose"))
    hands.click(tab.get_by_role("button", name="确认 3 个数字"))


def pick(hands: Hands, file: str) -> None:
    """A file in the list of those that were read; its name is followed by how it fared."""
    hands.click(hands.tab.locator(".st-key-intake_file [role=combobox]"))
    hands.click(hands.tab.get_by_role("option").filter(has_text=file).first)


def questions(hands: Hands, camera: Camera) -> None:
    """The questions of the period and of those without one, each settled; what is in order accepted."""
    tab, desk = hands.tab, Desk(hands)
    accept = tab.locator(".st-key-accept_all button")
    camera.page("guide-accept", accept, 420)
    hands.click(accept)
    desk.settle_all(ways(camera))
    hands.click(tab.get_by_role("radio", name="报送期待定"))
    desk.settle_all(ways(camera))
    if accept.count():
        hands.click(accept)


def reconcile(hands: Hands, camera: Camera, file: Path) -> None:
    """The roll-up held against the units' own sheets; the unit's own figure turns out to be right."""
    hands.go("报送", "submit")
    hands.drop([file])
    keep = hands.tab.get_by_role("button", name="保存", exact=False).first
    keep.wait_for()
    hands.click(keep)
    hands.tab.locator(".st-key-card_saved").wait_for()
    hands.go("对账", "reconcile")
    camera.page("guide-reconcile", high=640)
    hands.go("核查", "quality")
    Desk(hands).settle_all(ways(camera))


def ways(camera: Camera) -> dict[str, Way]:
    """What the clerk found out about each question, and which of them are worth a picture."""
    stands, right = Desk.as_it_stands, Desk.confirm
    return {
        "疑似元与万元混用": seen(camera, "guide-question", stands),
        "列名无法识别": lambda desk: desk.word("不是统计指标")(desk),
        "多份报表未能判定先后": seen(camera, "guide-twice", stands),
        "报送期前后不一致": seen(camera, "guide-last-year", stands),
        "汇总表与分表不符": right,
        "较往年波动大": right,
        "可能重复统计": right,
        "有金额而无人数或数量": right,
    }


def seen(camera: Camera, name: str, then: Way) -> Way:
    """A picture of the question with its button ringed, before it is settled."""

    def look(desk: Desk) -> None:
        button = desk.card.locator("[class*=st-key-settle_] button").last
        camera.card(name, desk.card, button, 900)
        then(desk)

    return look


def past(store: Path) -> None:
    """Three springs before, so that there is something to compare with."""
    engine = open_store(f"sqlite:///{store}")
    save(engine, sydata.normalize(fortnight.past()).batch, datetime(2023, 3, 1, 9), "甲")
    engine.dispose()


def take_all(folder: Path) -> None:
    """Take all pictures of the guide into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        store, files = Path(place) / "store.sqlite", []
        past(store)
        for name, content in (*sent(), rollup()):
            files.append(Path(place) / name)
            files[-1].write_bytes(content)
        with serving(store) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            size = {"width": WIDTH, "height": HIGH}
            context = browser.new_context(viewport=size, locale="zh-CN", base_url=address)  # type: ignore[arg-type]  # a box or size by name
            tab = context.new_page()
            tab.set_default_timeout(60_000)
            walk(Hands(tab, "guide"), Camera(tab, folder), files)
            browser.close()


if __name__ == "__main__":
    take_all(Path(sys.argv[1]))
