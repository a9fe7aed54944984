"""Who is let in, by what a provider says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sydata.errors import Refused
from sydata.rights import LOCAL
from sydata.settings import load
from sydata.ui import sign_in, who
from sydata.ui.sittings import Sittings
from sydata.ui.who import Visitor, visitor_of

NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)
ISSUED = (NOW - timedelta(minutes=5)).timestamp()
EDITOR = {"name": "李四", "role": "editor", "offices": ["500000"], "units": []}
GRANTS = {"li@example.org": EDITOR, "id|7": EDITOR}
SAID = {
    "is_logged_in": True,
    "provider": "default",
    "iat": ISSUED,
    "sub": "id|7",
    "email": "Li@Example.org",
    "email_verified": True,
    "name": "李 四",
}


def visit(
    over: dict[str, Any] | None = None, sittings: Sittings | None = None, **environment: str
) -> Visitor:
    given = load({f"SYDATA_{key.upper()}": value for key, value in environment.items()})
    said = {key: value for key, value in {**SAID, **(over or {})}.items() if value is not None}
    return visitor_of(said, GRANTS.get, given, NOW, sittings or Sittings())


def test_a_verified_address_with_a_role_is_let_in() -> None:
    found = visit()
    assert (found.state, found.identity, found.new) == ("here", "li@example.org", True)
    assert found.person is not None
    assert (found.person.id, found.person.role, found.person.offices) == (
        "li@example.org",
        "editor",
        ("500000",),
    )


@pytest.mark.parametrize(
    ("over", "state"),
    [
        ({"is_logged_in": None}, "signed-out"),
        ({"is_logged_in": "true"}, "signed-out"),
        ({"is_logged_in": 1}, "signed-out"),
        ({"provider": "other"}, "signed-out"),
        ({"iat": None}, "expired"),
        ({"iat": "1709283600"}, "expired"),
        ({"iat": True}, "expired"),
        ({"iat": float("nan")}, "expired"),
        ({"iat": ISSUED - 10 * 3600}, "expired"),
        ({"iat": ISSUED + 3600}, "expired"),
        ({"email_verified": None}, "nameless"),
        ({"email_verified": False}, "nameless"),
        ({"email_verified": "yes"}, "nameless"),
        ({"email_verified": 1}, "nameless"),
        ({"email": None}, "nameless"),
        ({"email": "li@example.org'; DROP TABLE person"}, "nameless"),
        ({"email": "li@example.org\u202e"}, "nameless"),
        ({"email": "李@example.org"}, "nameless"),
        ({"email": ["li@example.org"]}, "nameless"),
        ({"email": "local"}, "nameless"),
        ({"email": "x" * 121}, "nameless"),
        ({"email": "wang@example.org"}, "no-role"),
    ],
)
def test_nobody_else_is(over: dict[str, Any], state: str) -> None:
    found = visit(over)
    assert (found.state, found.person) == (state, None)


def test_the_providers_clock_may_be_a_little_ahead() -> None:
    assert visit({"iat": NOW.timestamp() + 60}).state == "here"


def test_a_name_is_shown_without_what_cannot_be_seen() -> None:
    assert visit({"email": "wang@example.org", "name": "王\n五\u202e" + "x" * 200}).name.startswith(
        "王 五‹U+202E›"
    )


def test_another_claim_is_the_identity_where_the_settings_say_so() -> None:
    assert visit({"email_verified": False}, claim="sub").identity == "id|7"


def test_administrators_of_the_settings_are_let_in_whatever_role_the_store_gives() -> None:
    found = visit(administrators="Li@example.org, other@example.org")
    assert found.person is not None
    assert (found.person.role, found.person.offices, found.person.name) == ("administrator", None, "李四")


def test_an_administrators_address_that_is_not_verified_lets_nobody_in() -> None:
    assert visit({"email_verified": False}, administrators="li@example.org").state == "nameless"


def test_a_long_pause_ends_a_sign_in_and_work_keeps_it() -> None:
    sittings, given = Sittings(), load({})
    for minutes, state in ((0, "here"), (50, "here"), (100, "here"), (161, "idle"), (162, "idle")):
        at = NOW + timedelta(minutes=minutes)
        assert visitor_of(SAID, GRANTS.get, given, at, sittings).state == state, minutes


def test_after_a_restart_nobody_was_seen_since_the_sign_in() -> None:
    late = NOW + timedelta(minutes=120)
    assert visitor_of(SAID, GRANTS.get, load({}), late, Sittings()).state == "idle"
    assert visitor_of(SAID, GRANTS.get, load({"SYDATA_IDLE_MINUTES": "0"}), late, Sittings()).state == "here"


def test_signing_out_ends_the_sign_in_in_every_tab() -> None:
    sittings = Sittings()
    assert visit(sittings=sittings).state == "here"
    sittings.end(("li@example.org", ISSUED))
    assert visit(sittings=sittings).state == "signed-out"
    assert visit({"iat": ISSUED + 1}, sittings=sittings).state == "here"


def test_without_sign_in_it_is_whoever_sits_at_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "is_set_up", lambda: False)
    assert who.person() == LOCAL


def test_with_sign_in_nobody_is_this_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("SYDATA_DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    monkeypatch.setattr(sign_in, "is_set_up", lambda: True)
    monkeypatch.setattr(who, "claims", dict)
    with pytest.raises(Refused):
        who.person()
