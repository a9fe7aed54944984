"""One file: the forms in it, and findings for whatever is none, with the unit and period its name tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sydata.catalog.forms import SHEET_ROLES
from sydata.catalog.learned import Desk
from sydata.errors import UnreadableFile
from sydata.model import Finding, Sheet, SourceFile
from sydata.pipeline.identity import Identity, named
from sydata.pipeline.reports import with_reports
from sydata.pipeline.understand import Understood, understand
from sydata.reading import read_file
from sydata.text import squash


class Opened(NamedTuple):
    """A file's sheets, or the finding that says why it has none. An archive has neither: its members are files."""

    file: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()


def opened(file: SourceFile, desk: Desk) -> Opened:
    """What the file holds, before anyone asks what it means."""
    try:
        return Opened(file.name, read_file(file))
    except UnreadableFile as error:
        return Opened(file.name, (), (unreadable(file.name, error.cause, error.detail, desk),))
    except MemoryError:
        return Opened(file.name, (), (_too_large(file.name, desk),))


def understood(of: Opened, desk: Desk) -> tuple[list[Understood], list[Finding]]:
    """The forms of a file, and what is to be said of the rest."""
    try:
        seen = with_reports(of.file, [understand(sheet, desk) for sheet in of.sheets], desk)
    except MemoryError:
        return [], [_too_large(of.file, desk)]
    findings = _findings(of.file, seen, desk) if seen else ()
    return [u for u in seen if u.outcome == "form"], [*of.findings, *findings]


def _too_large(name: str, desk: Desk) -> Finding:
    return unreadable(name, "too-large", "out of memory", desk)


def unreadable(name: str, cause: str, detail: str, desk: Desk) -> Finding:
    """The finding for a file that cannot be read, with the unit and period that its name tells."""
    return _placed(Finding("unreadable-file", name, text=detail, params={"cause": cause}), None, desk)


def _findings(name: str, seen: list[Understood], desk: Desk) -> Iterator[Finding]:
    """Findings for the sheets of a file that are no returns: none needs to be, if another sheet is one."""
    by_outcome: dict[str, list[Understood]] = defaultdict(list)
    for u in seen:
        by_outcome[u.outcome].append(u)
        if u.outcome != "form":
            hidden = (p for p in u.problems if p.code == "hidden-content")
            for p in hidden:
                yield _placed(
                    Finding(p.code, name, u.sheet.name, p.cell, text=p.text, params=p.params), u, desk
                )
    forms, others = by_outcome["form"], by_outcome["other-layout"]
    if forms:
        others = [u for u in others if not _is_aside(u.sheet.name)]
    if others:
        for u in others:
            sheet = u.sheet.name if forms or len(others) > 1 else ""
            yield _placed(Finding("no-table", name, sheet, params=u.problems[-1].params), u, desk)
    elif not forms and by_outcome["blank"]:
        blank = by_outcome["blank"][0]
        yield _placed(Finding("blank-return", name, blank.sheet.name), blank, desk)
    elif not forms and any(u.outcome != "questions" for u in seen):
        yield _placed(Finding("no-table", name, _only_sheet(seen)), None, desk)
    for u in _left_blank(by_outcome["blank"], forms):
        yield _placed(Finding("blank-return", name, u.sheet.name), u, desk)


def _only_sheet(seen: Sequence[Understood]) -> str:
    """The name of the one sheet that holds anything, beside empty ones; else none: the file as a whole is no return."""
    filled = [u for u in seen if u.sheet.rows]
    return filled[0].sheet.name if len(filled) == 1 < len(seen) else ""


def _left_blank(blank: Sequence[Understood], forms: Sequence[Understood]) -> Iterator[Understood]:
    """The blank sheets beside others that are told to be of a unit of which no other sheet says anything.

    A template's copy, which names nobody or the sender once more, needs no figures.
    """
    told = {form.identity.unit for u in forms for form in u.forms}
    for u in blank if forms else ():
        of = u.identity
        if (
            of
            and of.unit
            and of.unit not in told
            and (of.unit_said.place or of.unit_said.text == u.sheet.name)
        ):
            yield u


def _is_aside(name: str) -> bool:
    """Whether a sheet's name says that it is a template or a text beside the return."""
    words = squash(name)
    return any(word in words for role in ("template", "text") for word in SHEET_ROLES[role])


def _placed(finding: Finding, u: Understood | None, desk: Desk) -> Finding:
    """The finding with unit and period, so that it is found where it is looked for: the sheet's, or the name's."""
    told: Identity = u.identity if u is not None and u.identity else named(finding.file, desk)
    if told.unit:
        finding = replace(finding, unit_code=told.unit.code, unit=told.unit.name)
    if told.year and told.festival:
        finding = replace(finding, year=told.year, festival=told.festival)
    return finding
