"""The command `roles`: who has which role, told, given and taken by a script or before anybody can sign in."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from sydata.cli_common import DONE
from sydata.cli_review import clerk_of
from sydata.errors import WrongCall
from sydata.settings import Settings
from sydata.store import roles
from sydata.store.database import open_store


def office_roles(given: argparse.Namespace, settings: Settings) -> int:
    """Tell who has which role, or give or take one."""
    if given.grant or given.revoke:
        return _act(given, settings)
    held = roles.grants(open_store(settings.database_url))
    if given.json:
        print(json.dumps({"administrators": settings.administrators, "roles": held}, ensure_ascii=False))
        return DONE
    for identity in settings.administrators:
        print(f"{identity} administrator (SYDATA_ADMINISTRATORS)")
    for identity, of in held.items():
        places = " ".join([*of["offices"], *of["units"]])
        print(" ".join(filter(None, [identity, of["role"], places, of["name"]])))
    return DONE


def _act(given: argparse.Namespace, settings: Settings) -> int:
    by = clerk_of(given, settings)
    identity = given.grant or given.revoke
    identity = identity.lower() if settings.claim == "email" else identity
    value = _value(given, by.office) if given.grant else None
    done = roles.grant(by, identity, value, given.reason, settings.administrators)
    print(f"改动 change {done}" if done else "没有变化 nothing changed", file=sys.stderr)
    return DONE


def _value(given: argparse.Namespace, office: str) -> dict[str, Any]:
    if not given.role:
        raise WrongCall("--grant: 请给出角色 wants --role")
    offices = given.offices or [office]
    return {"name": given.name, "role": given.role, "offices": offices, "units": given.units}
