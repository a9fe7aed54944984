"""Settings from the environment and from `sydata.toml`; the environment wins. Checked when read.

In the file the keys are written without prefix and small: `office = "440700"`.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sydata.catalog.offices import office
from sydata.errors import SettingError
from sydata.rights import IDENTITY

FILE = "sydata.toml"
PREFIX = "SYDATA_"
MAX_UPLOAD_MB = 200
LOG_LEVELS = ("debug", "info", "warning", "error")
UPLOAD_CEILING_MB = 2000  # an upload is held in memory


@dataclass(frozen=True, slots=True)
class Settings:
    """office: code of the collecting unit; language: zh or en; scheduler: a Dask address or empty.

    database_url: an SQLAlchemy address; max_upload_mb: the largest file accepted in the browser;
    log_level: from which level on the service logs; log_file: where to, empty for stderr; administrators: identities
    that may always come in; claim: which of a provider's claims is the identity; sign_in_hours: how long a sign-in
    holds; idle_minutes: after what pause it ends, 0 for never; visits_days: how long visits are kept; max_files: how
    many files are taken in one go.
    """

    office: str
    database_url: str
    language: str
    scheduler: str
    max_upload_mb: int
    log_level: str = "info"
    log_file: str = ""
    administrators: tuple[str, ...] = ()
    claim: str = "email"
    sign_in_hours: int = 10
    idle_minutes: int = 60
    visits_days: int = 400
    max_files: int = 5000


def load(environ: Mapping[str, str] | None = None, directory: Path | None = None) -> Settings:
    """The settings for a program started in `directory`. Both default to those of this process.

    An empty value means the default. SettingError for a wrong value, an unknown key or an unreadable file.
    """
    environ = os.environ if environ is None else environ
    directory = Path.cwd() if directory is None else directory
    given = _from_file(directory / FILE)
    for field in fields(Settings):
        if environ.get(PREFIX + field.name.upper()):
            given[field.name] = environ[PREFIX + field.name.upper()]
    defaults: dict[str, Any] = {field.name: field.default for field in fields(Settings)} | {
        "office": "500000",
        "database_url": f"sqlite:///{(directory / 'data' / 'sydata.sqlite').as_posix()}",
        "language": "zh",
        "scheduler": "",
        "max_upload_mb": MAX_UPLOAD_MB,
    }
    values = defaults | {name: value for name, value in given.items() if value != ""}
    return Settings(**{name: _CHECKS[name](value) for name, value in values.items()})


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingError(f"{path}: 配置文件无法读取 the file cannot be read: {error}") from error
    known = [field.name for field in fields(Settings)]
    for key, value in given.items():
        if key not in known:
            raise _wrong(
                key, value, f"没有这一项 no such setting; wanted one of {', '.join(known)}", str(path)
            )
    return given


def _wrong(key: str, value: object, wanted: str, where: str = "") -> SettingError:
    name = f"{where}: {key}" if where else PREFIX + key.upper()
    return SettingError(f"{name} = {hidden(str(value))!r}: {wanted}")


def hidden(address: str) -> str:
    """An address without its password, fit to be shown."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", address)


def _office(value: object) -> str:
    code = str(value)
    office(code)  # raises for a code that no unit has
    return code


def _database_url(value: object) -> str:
    if not re.match(r"(sqlite|postgresql)(\+\w+)?://", str(value)):
        wanted = (
            "应为数据库地址 wanted an address such as sqlite:///data/sydata.sqlite or postgresql+psycopg://…"
        )
        raise _wrong("database_url", value, wanted)
    return str(value)


def _language(value: object) -> str:
    if value not in ("zh", "en"):
        raise _wrong("language", value, "应为 zh 或 en wanted zh or en")
    return str(value)


def _scheduler(value: object) -> str:
    if value and not re.fullmatch(r"[a-z]+://\S+:\d+", str(value)):
        raise _wrong("scheduler", value, "应为 Dask 调度器地址 wanted an address such as tcp://10.0.0.5:8786")
    return str(value)


def _number(key: str, least: int, most: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        number = int(str(value)) if re.fullmatch(r"[0-9]{1,6}", str(value)) else -1
        if not least <= number <= most:
            wanted = f"应为 {least} 到 {most} 的整数 wanted a whole number from {least} to {most}"
            raise _wrong(key, value, wanted)
        return number

    return check


def _administrators(value: object) -> tuple[str, ...]:
    """Identities, with commas between them in the environment; e-mail addresses are compared in small letters."""
    given = value if isinstance(value, list | tuple) else re.split(r"[,，;；\s]+", str(value))
    named = tuple(str(each) for each in given if each)
    for each in named:
        if not IDENTITY.fullmatch(each):
            raise _wrong("administrators", each, "应为登录标识 wanted identities such as chief@example.org")
    return tuple(
        dict.fromkeys(form for each in named for form in (each, each.lower() if "@" in each else each))
    )


def _claim(value: object) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.:/-]{1,80}", str(value)):
        raise _wrong(
            "claim", value, "应为声明名称 wanted the name of a claim: email, sub, preferred_username"
        )
    return str(value)


def _log_level(value: object) -> str:
    if value not in LOG_LEVELS:
        wanted = f"应为 {'、'.join(LOG_LEVELS)} 之一 wanted one of {', '.join(LOG_LEVELS)}"
        raise _wrong("log_level", value, wanted)
    return str(value)


_CHECKS: Mapping[str, Callable[[object], Any]] = {
    "office": _office,
    "database_url": _database_url,
    "language": _language,
    "scheduler": _scheduler,
    "max_upload_mb": _number("max_upload_mb", 1, UPLOAD_CEILING_MB),
    "log_level": _log_level,
    "log_file": str,
    "administrators": _administrators,
    "claim": _claim,
    "sign_in_hours": _number("sign_in_hours", 1, 720),
    "idle_minutes": _number("idle_minutes", 0, 1440),
    "visits_days": _number("visits_days", 1, 3660),
    "max_files": _number("max_files", 1, 100_000),
}
