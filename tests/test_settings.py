from __future__ import annotations

from pathlib import Path

import pytest

from sydata.errors import SettingError
from sydata.settings import Settings, load


def test_without_any_setting_chongqing_collects_into_a_file_below_the_directory(tmp_path: Path) -> None:
    assert load({}, tmp_path) == Settings(
        office="500000",
        database_url=f"sqlite:///{tmp_path.as_posix()}/data/sydata.sqlite",
        language="zh",
        scheduler="",
        max_upload_mb=200,
    )


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "sydata.toml").write_text('office = "440700"\nlanguage = "en"\nmax_upload_mb = 50\n')
    seen = load({"SYDATA_LANGUAGE": "zh", "PATH": "/bin"}, tmp_path)
    assert (seen.office, seen.language, seen.max_upload_mb) == ("440700", "zh", 50)


def test_administrators_are_named_with_commas_or_as_a_list_and_addresses_in_small_letters_too(
    tmp_path: Path,
) -> None:
    named = load({"SYDATA_ADMINISTRATORS": "Chief@Example.org, id|7"}, tmp_path).administrators
    assert named == ("Chief@Example.org", "chief@example.org", "id|7")
    (tmp_path / "sydata.toml").write_text('administrators = ["a@example.org", "b@example.org"]\n')
    assert load({}, tmp_path).administrators == ("a@example.org", "b@example.org")


def test_an_empty_value_means_the_default(tmp_path: Path) -> None:
    assert load({"SYDATA_OFFICE": "", "SYDATA_SCHEDULER": ""}, tmp_path).office == "500000"


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("SYDATA_OFFICE", "999999", "500000"),
        ("SYDATA_LANGUAGE", "fr", "zh or en"),
        ("SYDATA_DATABASE_URL", "data/store.sqlite", "sqlite:///data/sydata.sqlite"),
        ("SYDATA_SCHEDULER", "10.0.0.5", "tcp://10.0.0.5:8786"),
        ("SYDATA_MAX_UPLOAD_MB", "viel", "from 1 to 2000"),
        ("SYDATA_MAX_UPLOAD_MB", "0", "from 1 to 2000"),
        ("SYDATA_MAX_UPLOAD_MB", "1.5", "from 1 to 2000"),
        ("SYDATA_ADMINISTRATORS", "'or'", "chief@example.org"),
        ("SYDATA_CLAIM", "e mail", "preferred_username"),
        ("SYDATA_SIGN_IN_HOURS", "0", "from 1 to 720"),
        ("SYDATA_IDLE_MINUTES", "-1", "from 0 to 1440"),
        ("SYDATA_VISITS_DAYS", "x", "from 1 to 3660"),
        ("SYDATA_MAX_FILES", "0", "from 1 to 100000"),
    ],
)
def test_a_wrong_setting_is_named_with_key_value_and_what_is_wanted(
    key: str, value: str, wanted: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingError) as caught:
        load({key: value}, tmp_path)
    for part in (key, value, wanted):
        assert part in str(caught.value)


def test_an_unknown_key_of_the_file_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "sydata.toml").write_text('ofice = "500000"\n')
    with pytest.raises(SettingError, match="ofice"):
        load({}, tmp_path)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "sydata.toml").write_text("office: 500000\n")
    with pytest.raises(SettingError, match=r"sydata\.toml"):
        load({}, tmp_path)


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        load({"SYDATA_DATABASE_URL": "mysql://clerk:geheim@host/name"}, tmp_path)
    assert "geheim" not in str(caught.value)
