"""The pages with sign-in: who stands at the door, the cards of roles and visits, and what is noted."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sydata.errors import Refused
from sydata.rights import LOCAL, Person
from sydata.settings import load
from sydata.store import roles, visits
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.ui import sign_in, visiting
from sydata.ui.parts import take
from sydata.ui.who import Visitor
from tests.pages.conftest import Open, words

PAGE = "pages/admin/settings.py"
CHIEF = "chief@example.org"
EDITOR = {"name": "<b>李四</b>", "role": "editor", "offices": ["500000"], "units": []}


@pytest.fixture
def door(opened: Open, empty: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Opens a page as whoever a provider vouches for."""
    monkeypatch.setattr(sign_in, "is_set_up", lambda: True)

    def open_(claims: dict[str, Any] | None, path: str = "") -> AppTest:
        monkeypatch.setenv("SYDATA_ADMINISTRATORS", CHIEF)
        said = {"is_logged_in": True, "iat": time.time(), "email_verified": True} | (claims or {})
        monkeypatch.setattr("sydata.ui.who.claims", lambda: said if claims is not None else {})
        return opened(empty, path)

    return open_


def give(url: str, identity: str, value: dict[str, Any]) -> None:
    engine = open_store(url)
    roles.grant(
        Clerk(engine, "500000", LOCAL.id, datetime(2024, 3, 1), lambda *_: iter(())), identity, value, "why"
    )
    engine.dispose()


def noted(url: str) -> list[tuple[str, str, str]]:
    engine = open_store(url)
    rows = visits.visits(engine, datetime(2000, 1, 1))[["who", "kind", "what"]]
    engine.dispose()
    return [tuple(row) for row in rows.itertuples(index=False)][::-1]


def test_whoever_is_not_signed_in_sees_a_button_and_no_page(door: Any, empty: str) -> None:
    app = door(None)
    assert [button.label for button in app.button] == ["登录"]
    assert "sy-state" in words(app)
    assert noted(empty) == []


def test_whoever_has_no_role_sees_the_identity_to_tell_and_the_way_out(door: Any, empty: str) -> None:
    app = door({"email": "li@example.org", "name": "<script>x</script>"})
    assert "li@example.org" in words(app)
    assert "<script>" not in words(app)
    assert [button.label for button in app.button] == ["退出登录"]
    assert ("li@example.org", "refused", "no-role") in noted(empty)


def test_an_administrator_gives_a_role_and_it_can_be_taken_back(door: Any, empty: str) -> None:
    app = door({"email": CHIEF, "name": "张三"}, PAGE)
    app.segmented_control(key="roles_form").set_value("add").run()
    app.text_input(key="grant_identity").set_value(" Li@example.org ").run()
    app.text_input(key="grant_name").set_value("李四").run()
    app.text_input(key="grant_reason").set_value("新同事").run()
    app.button(key="grant_save").click().run()
    assert not app.exception
    assert "李四现为经办人" in words(app)
    engine = open_store(empty)
    assert roles.grant_of(engine, "li@example.org") == {**EDITOR, "name": "李四"}
    assert roles.history(engine)["who"].tolist() == [CHIEF]
    made = int(roles.history(engine)["change_id"].iloc[0])
    app.text_input(key="undo_role_reason").set_value("误加").run()
    app.button(key=f"undo_role_{made}").click().run()
    assert roles.grants(engine) == {}
    engine.dispose()


def test_nobody_but_an_administrator_sees_roles_and_visits(door: Any, empty: str) -> None:
    give(empty, "li@example.org", EDITOR)
    seen = words(door({"email": CHIEF}, PAGE))
    assert "人员与角色" in seen
    assert "访问记录" in seen
    assert "<b>李四</b>" not in seen
    hidden = words(door({"email": "li@example.org"}, PAGE))
    assert "人员与角色" not in hidden
    assert "访问记录" not in hidden


def test_without_sign_in_the_page_has_neither(opened: Open, empty: str) -> None:
    seen = words(opened(empty, PAGE))
    assert "人员与角色" not in seen
    assert "访问记录" not in seen
    assert "sy-person" not in seen


def test_who_is_signed_in_stands_on_the_page(door: Any, empty: str) -> None:
    give(empty, "li@example.org", EDITOR)
    seen = words(door({"email": "li@example.org"}))
    assert "&lt;b&gt;李四&lt;/b&gt;" in seen
    assert "经办人 · 重庆市" in seen


def test_a_visit_that_cannot_be_kept_now_is_kept_with_the_next(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SYDATA_DATABASE_URL", "sqlite:////proc/none/store.sqlite")
    visiting.came(Visitor("here", LOCAL, "first@example.org", new=True))
    monkeypatch.setenv("SYDATA_DATABASE_URL", empty)
    visiting.came(Visitor("here", LOCAL, "second@example.org", new=True))
    visiting.came(Visitor("here", LOCAL, "third@example.org", new=False))
    assert [who for who, _kind, _what in noted(empty)] == ["first@example.org", "second@example.org"]


def test_what_is_taken_away_is_noted_when_it_is_made(door: Any, empty: str) -> None:
    door({"email": CHIEF})
    make = visiting.taking(lambda: b"x", "合计表.xlsx", "v1")
    assert ("took", "合计表.xlsx") not in [row[1:] for row in noted(empty)]
    assert make() == b"x"
    assert noted(empty)[-1] == (CHIEF, "took", "合计表.xlsx")


def test_a_file_asked_for_without_the_right_to_it_is_refused_and_noted(door: Any, empty: str) -> None:
    door({"email": CHIEF})
    take.use(Person("li@example.org", "李四", "leader", ("500000",)), "500000")
    with pytest.raises(Refused):
        take.handed(lambda: b"x", "originals")()
    assert noted(empty)[-1] == ("li@example.org", "refused", "file")


def test_too_many_files_at_once_are_refused_with_a_sentence(
    opened: Open, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(empty, "pages/collect/submit.py")
    monkeypatch.setenv("SYDATA_MAX_FILES", "2")
    assert load().max_files == 2
    files = [(f"{n}.csv", b"1,2", "text/csv") for n in range(3)]
    app.file_uploader[0].set_value(files).run()
    assert not app.exception
    assert "最多 2 个" in words(app)
