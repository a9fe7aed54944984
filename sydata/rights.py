"""Who may do what: roles, their rights, and the one question that every door asks.

Rights are data (RIGHTS): a new role is a line there. A person acts in offices; a reporter besides for units only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast, get_args

from sydata.errors import Refused
from sydata.text import visible

Role = Literal["leader", "reporter", "editor", "administrator"]
Right = Literal[
    "analysis",  # see the figures of the whole office put together
    "export",  # take away what the analysis shows
    "returns",  # see returns, findings, register: a reporter those of the own units
    "originals",  # see and take away files as submitted: a reporter the own ones
    "sensitive",  # names of leading officials and of troop units in what is taken away
    "submit",  # hand in
    "decide",  # correct, confirm, accept, send back
    "sign",  # sign a period off, open it again
    "teach",  # explain words
    "set",  # what the office asks, of whom, until when
    "example",  # make and open the example data
    "roles",  # say who has which role
    "visits",  # see who opened, downloaded, was refused what
]
EVERY: frozenset[Right] = frozenset(get_args(Right))
_EDITOR = EVERY - {"roles", "visits"}
RIGHTS: Mapping[Role, frozenset[Right]] = {
    "leader": frozenset({"analysis", "export"}),
    "reporter": frozenset({"returns", "originals", "submit"}),
    "editor": cast("frozenset[Right]", _EDITOR),
    "administrator": EVERY,
}
ROLES: tuple[Role, ...] = get_args(Role)
# (Chinese, English) of a right, as a refusal names it
RIGHT_NAMES: Mapping[Right, tuple[str, str]] = {
    "analysis": ("查看汇总分析", "see the analysis"),
    "export": ("下载汇总数据", "download combined data"),
    "returns": ("查看报表", "see returns"),
    "originals": ("查看原始文件", "see files as submitted"),
    "sensitive": ("下载敏感信息", "download sensitive names"),
    "submit": ("报送", "hand in returns"),
    "decide": ("处理核查问题", "settle findings"),
    "sign": ("审定", "sign off"),
    "teach": ("解释词语", "explain words"),
    "set": ("更改设置", "change settings"),
    "example": ("打开示例数据", "open the example data"),
    "roles": ("管理人员角色", "manage roles"),
    "visits": ("查看访问记录", "see the record of visits"),
}
# A name that goes into the audit and into queries: what e-mail addresses and subjects are made of, and no more.
IDENTITY = re.compile(r"[A-Za-z0-9._@+|:=/-]{1,120}")
CLOCKS_APART = timedelta(minutes=5)  # by which the provider's clock may be ahead of ours


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts. id: what the audit calls them; offices, units: codes, None for all."""

    id: str
    name: str
    role: Role
    offices: tuple[str, ...] | None = None
    units: tuple[str, ...] | None = None


LOCAL = Person("local", "local", "administrator")  # whoever sits at this computer, where nobody signs in


@dataclass(frozen=True, slots=True)
class Reach:
    """Which rows a person may see at all; what caches are kept under. None: no bound.

    by: of a reporter, under whose name what was handed in is the own; originals: files as submitted are among it.
    """

    offices: tuple[str, ...] | None = None
    units: tuple[str, ...] | None = None
    by: str = ""
    originals: bool = True


def may(person: Person, right: Right, office: str | None = None, unit: str | None = None) -> bool:
    """Whether a person has a right; with an office, there; with a unit, for it."""
    here = office is None or person.offices is None or office in person.offices
    own = unit is None or person.units is None or unit in person.units
    return right in RIGHTS[person.role] and here and own


def permit(person: Person, right: Right, office: str | None = None, unit: str | None = None) -> None:
    """Refused, with a sentence, unless the person may."""
    if may(person, right, office, unit):
        return
    zh, en = RIGHT_NAMES[right]
    if not may(person, right):
        raise Refused(f"您的角色不能{zh}。", f"Your role may not {en}.")
    if not may(person, right, office):
        raise Refused(f"您无权在该单位{zh}。", f"You may not {en} for this office.")
    raise Refused(f"您只能为本单位{zh}。", f"You may {en} for your own unit only.")


def reach_of(person: Person) -> Reach:
    """The rows that a person may see."""
    by = person.id if person.units is not None else ""
    return Reach(person.offices, person.units, by, may(person, "originals"))


# ---- who has which role ----
def identity_of(claims: Mapping[str, Any], claim: str) -> str:
    """The identity that a provider vouches for, or nothing. An e-mail address counts only where it was verified."""
    given = str(claims.get(claim) or "")
    if claim == "email":
        verified = claims.get("email_verified")
        given = given.lower() if verified is True or verified == "true" else ""
    return given if IDENTITY.fullmatch(given) and given != LOCAL.id else ""


def person_of(
    identity: str, grant: Mapping[str, Any] | None, administrators: Collection[str]
) -> Person | None:
    """The person of this identity; None without a role. grant: what `sydata.store.roles` keeps of it."""
    if identity in administrators:
        return Person(identity, str((grant or {}).get("name") or identity), "administrator")
    if not identity or grant is None or grant.get("role") not in ROLES:
        return None
    role = cast(Role, grant["role"])
    offices = None if role == "administrator" else tuple(grant.get("offices", ()))
    units = tuple(grant.get("units", ())) if role == "reporter" else None
    return Person(identity, str(grant.get("name") or identity), role, offices, units)


def cleaned(claim: object, most: int = 80) -> str:
    """What a stranger's provider says of them, fit to be shown and kept: short, one line, nothing unseen."""
    return visible(re.sub(r"[\x00-\x1f\x7f]+", " ", str(claim or "")))[:most].strip()


# ---- how long a sign-in lasts ----
def is_fresh(issued: object, now: datetime, hours: int) -> bool:
    """Whether a sign-in of that moment (seconds since 1970, as the token says) still holds; now: with a zone."""
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    age = now.timestamp() - issued  # of what is no number at all, nothing below is so
    return -CLOCKS_APART.total_seconds() <= age < timedelta(hours=hours).total_seconds()


# ---- what a grant must be ----
def grant_refusal(
    identity: str, value: Mapping[str, Any] | None, known: Iterable[str]
) -> tuple[str, str] | None:
    """Why a role cannot be given so, in Chinese and English. known: codes of offices and units that there are."""
    if not IDENTITY.fullmatch(identity):
        return (
            "登录标识应为邮箱或主体标识（120 个字符以内）。",
            "The identity must be an e-mail address or a subject.",
        )
    if value is None:
        return None
    role, offices, units = value.get("role"), value.get("offices", []), value.get("units", [])
    if role not in ROLES:
        return f"没有这个角色：{role}。", f"There is no such role: {role}."
    lists = all(
        isinstance(each, list) and all(isinstance(code, str) for code in each) for each in (offices, units)
    )
    there = frozenset(known)  # once: it may be an iterator
    strange = [code for code in (*offices, *units) if code not in there] if lists else ["?"]
    if strange:
        return f"没有这个单位：{strange[0][:40]}。", f"There is no such unit: {strange[0][:40]}."
    if role != "administrator" and not offices:
        return "请选择单位。", "An office is wanted."
    if role == "reporter" and not units:
        return "请为填报人选择所属单位。", "A reporter needs a unit."
    return None
