"""Who may open, take and do what: every page for every role, however it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sydata.errors import Refused
from sydata.exports.choice import Choice
from sydata.rights import ROLES, Person, may, reach_of
from sydata.store import queries
from sydata.ui import briefing, data, deliver, who
from sydata.ui.open_page import Context
from sydata.ui.parts import take
from sydata.ui.registry import PAGES, entry
from sydata.ui.taking import Taken
from tests.pages.conftest import Open, words

OFFICE, OTHER, WANZHOU, FULING = "500000", "440700", "500101", "500102"
PEOPLE = {
    "leader": Person("leader@example.org", "L", "leader", (OFFICE,)),
    "reporter": Person("wanzhou@example.org", "W", "reporter", (OFFICE,), (WANZHOU,)),
    "editor": Person("editor@example.org", "E", "editor", (OFFICE,)),
    "administrator": Person("admin@example.org", "A", "administrator"),
}
# Page → who may open it: leader, reporter, editor, administrator. A new page needs a line.
OPENS = {
    "overview": "L-EA",
    "submit": "-REA",
    "quality": "-REA",
    "progress": "LREA",
    "reconcile": "L-EA",
    "register": "-REA",
    "signoff": "L-EA",
    "categories": "L-EA",
    "yoy": "L-EA",
    "districts": "L-EA",
    "trend": "L-EA",
    "explore": "L-EA",
    "briefing": "L-EA",
    "present": "L-EA",
    "download": "L-EA",
    "settings": "--EA",
}
# What can be done on a page: the start of a widget's key → who has it there.
ACTS = {
    ("quality", "accept_all"): "--EA",
    ("quality", "settle_"): "--EA",
    ("register", "register_aside"): "--EA",
    ("settings", "reporter_form"): "--EA",
    ("download", "export_"): "L-EA",
    ("download", "export_originals"): "--EA",
    ("briefing", "briefing_sensitive"): "--EA",
    ("progress", "take_"): "L-EA",
    ("register", "register_original"): "-REA",
}
REFUSED = "您不能查看此页"
EVERYTHING = Taken("all", (), Choice(), "zh")
As = Callable[[str | Person], None]


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> As:
    """Lets a person of a role, or a given one, read in the runs that follow."""

    def be(given: str | Person) -> None:
        person = PEOPLE[given] if isinstance(given, str) else given
        monkeypatch.setattr(who, "person", lambda: person)

    return be


def roles(signs: str) -> set[str]:
    return {role for role, sign in zip(ROLES, signs, strict=True) if sign != "-"}


def all_words(app: Any) -> str:
    """Everything that a page says, in markup, widgets and tables."""
    return "\n".join([words(app), str(app.main), str(app.sidebar)])


def context(url: str, person: Person) -> Any:
    """As much of a page as the downloads ask for, for a person who got hold of them."""
    source = data.source(data.Door(url, reach_of(person)), OFFICE)
    page = SimpleNamespace(person=person, source=source, office=SimpleNamespace(code=OFFICE), lang="zh")
    page.permit = lambda right: Context.permit(page, right)
    return page


def test_every_page_has_a_right_and_a_line_in_the_table() -> None:
    assert all(page.rights for page in PAGES)
    assert set(OPENS) == {page.id for page in PAGES}


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_or_is_refused_by_its_address(
    opened: Open, filled: str, signed_in: As, role: str
) -> None:
    signed_in(role)
    found = {}
    for page in PAGES:
        app = opened(filled, page.path)
        assert not app.exception
        found[page.id] = REFUSED not in words(app)
    assert found == {page: role in roles(signs) for page, signs in OPENS.items()}


@pytest.mark.parametrize("role", ROLES)
def test_only_what_a_person_may_do_stands_on_a_page(
    opened: Open, filled: str, signed_in: As, role: str
) -> None:
    signed_in(role)
    found = {}
    for page, start in ACTS:
        app = opened(filled, entry(page).path)
        if page == "register" and role in roles(OPENS["register"]):
            app.selectbox(key="register_return").select_index(0).run()
        found[page, start] = any(f"'{start}" in each or f"-{start}" in each for each in keys(app))
    assert found == {act: role in roles(signs) for act, signs in ACTS.items()}


def keys(app: Any) -> list[str]:
    """The keys of all widgets of a page, as their ids hold them."""
    kinds = ("button", "download_button", "toggle", "button_group", "selectbox", "text_input")
    return [str(getattr(each.proto, "id", "")) for kind in kinds for each in app.get(kind)]


@pytest.mark.parametrize("role", ROLES)
def test_a_download_asked_for_all_the_same_is_refused(filled: str, role: str) -> None:
    person = PEOPLE[role]
    page = context(filled, person)
    makers: dict[str, tuple[Callable[[], object], bool]] = {
        "data": (lambda: deliver.content(page, EVERYTHING), may(person, "export")),
        "originals": (lambda: deliver.originals(page, EVERYTHING), may(person, "originals")),
        "table": (_handed(person, "export"), may(person, "export")),
        "sensitive": (_handed(person, "export", "sensitive"), may(person, "sensitive")),
    }
    for name, (make, given) in makers.items():
        if given:
            make()
            continue
        with pytest.raises(Refused):
            make()
            pytest.fail(f"{name} was handed out")


def _handed(person: Person, *rights: Any) -> Callable[[], bytes]:
    take.use(person, OFFICE)
    return take.handed(lambda: b"", *rights)


def test_a_briefing_with_names_is_refused_to_a_leader(filled: str) -> None:
    with pytest.raises(Refused):
        briefing.document(context(filled, PEOPLE["leader"]), None, (), True)  # type: ignore[arg-type]


def test_a_leader_takes_no_file_as_submitted(filled: str) -> None:
    page = context(filled, PEOPLE["leader"])
    whole = data.source(data.Door(filled, data.WHOLE), OFFICE)
    id = int(queries.originals(data.engine(whole.door), OFFICE)["file_id"].iloc[0])
    with pytest.raises(Refused):
        data.original(page.source, id)


def test_what_one_person_read_is_never_shown_to_another(opened: Open, filled: str, signed_in: As) -> None:
    for role, sees in (("administrator", True), ("reporter", False), ("administrator", True)):
        signed_in(role)
        for id in ("register", "quality", "progress", "submit"):
            said = all_words(opened(filled, entry(id).path))
            assert ("涪陵" in said) is sees, (role, id)


def test_a_person_of_another_office_reads_nothing_of_this_one(
    opened: Open, filled: str, signed_in: As
) -> None:
    signed_in(Person("jiangmen@example.org", "J", "editor", (OTHER,)))
    app = opened(filled, office=OFFICE)
    assert "您无权查看该单位：重庆市" in words(app)
    for page in PAGES:
        assert "万州" not in all_words(app.switch_page(page.path).run())
    assert app.selectbox(key="choose_office").options == ["江门市"]


def test_a_person_without_an_office_is_told_so(opened: Open, filled: str, signed_in: As) -> None:
    signed_in(Person("nobody@example.org", "N", "leader", ()))
    app = opened(filled)
    assert not app.exception
    assert "您无权在该单位" in words(app)


def test_the_bare_address_leads_to_the_first_page_that_a_person_may_see(
    opened: Open, filled: str, signed_in: As
) -> None:
    signed_in("reporter")
    app = opened(filled)
    assert "报送本单位报表" in words(app)


def test_a_refused_page_leads_to_one_that_is_open(opened: Open, filled: str, signed_in: As) -> None:
    signed_in("reporter")
    app = opened(filled, entry("overview").path)
    assert [link.proto.page for link in app.get("page_link")] == ["submit"]


def test_another_units_sheet_is_not_handed_in_and_nothing_is_lost(
    opened: Open, empty: str, signed_in: As, tmp_path: Path
) -> None:
    from tests.pages.conftest import sheet

    signed_in("reporter")
    app = opened(empty, entry("submit").path)
    app.file_uploader[0].upload(*sheet("涪陵区", 2024, 60, "1.00")).run()
    assert "您只能为本单位报送" in words(app)
    assert app.button(key="save").disabled
    store = data.engine(data.Door(empty, data.WHOLE))
    assert queries.returns(store, OFFICE).empty
    assert queries.originals(store, OFFICE)["who"].tolist() == ["wanzhou@example.org"]
    app = opened(empty, entry("submit").path)
    assert not app.exception


def test_a_reporter_hands_in_under_the_own_name(opened: Open, empty: str, signed_in: As) -> None:
    from tests.pages.conftest import sheet

    signed_in("reporter")
    app = opened(empty, entry("submit").path)
    app.file_uploader[0].upload(*sheet("万州区", 2024, 60, "1.00")).run()
    app.button(key="save").click().run()
    assert not app.exception
    store = data.engine(data.Door(empty, data.WHOLE))
    assert queries.returns(store, OFFICE)["unit"].tolist() == ["万州区"]
    assert queries.originals(store, OFFICE)["who"].tolist() == ["wanzhou@example.org"]
