"""Old Word, WPS and RTF documents: LibreOffice, where it is installed, makes a .docx of them, which is then read.

LibreOffice meets a hostile file here. It gets a profile of its own that forbids macros, links and active content
and sends whatever would go out to a dead end; a folder of its own; a time; and nothing of this program's
surroundings. Where it is not installed, the cause says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sydata.errors import UnreadableFile
from sydata.model import Sheet
from sydata.reading import word
from sydata.reading.budget import Budget
from sydata.reading.package import open_package

PROGRAMS = ("soffice", "libreoffice")
USUAL = (  # where it is, if not on the path
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
KINDS = ((b"\xd0\xcf\x11\xe0", "doc"), (b"{\\rtf", "rtf"), (b"<?xml", "xml"))
SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
SECURITY = "Office.Common/Security/Scripting"
SETTINGS = (
    (SECURITY, "MacroSecurityLevel", "3"),
    (SECURITY, "DisableMacrosExecution", "true"),
    (SECURITY, "DisablePythonRuntime", "true"),
    (SECURITY, "DisableActiveContent", "true"),
    (SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema">'
)


class Converter(NamedTuple):
    """A LibreOffice that is there: the path of its program."""

    program: str


def find() -> Converter | None:
    """LibreOffice on this computer, or None."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    found = found or next((path for path in USUAL if Path(path).is_file()), None)
    return Converter(found) if found else None


def read(file: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
    """The document's tables as word.read gives them.

    Raises UnreadableFile: old-word (no LibreOffice here), not-converted (it could make nothing of the file),
    and what word.read raises of the result.
    """
    converter = find()
    if converter is None:
        raise UnreadableFile("old-word")
    return word.read(file, open_package(convert(converter, content, budget)), budget)


def convert(converter: Converter, content: bytes, budget: Budget) -> bytes:
    """The document as .docx. Raises UnreadableFile (not-converted, too-large)."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"document.{_suffix(content)}"
        source.write_bytes(content)
        _write_profile(place / "profile" / "user")
        said = _run(converter, place, source, budget.seconds)
        result = place / "document.docx"
        if not result.is_file():
            # LibreOffice's table program alone is installed: it has no word to open a document with
            raise UnreadableFile(
                "old-word" if b"no export filter" in said else "not-converted", _last_line(said)
            )
        if result.stat().st_size > budget.file_bytes:
            raise UnreadableFile("too-large", "converted document")
        return result.read_bytes()


def _suffix(content: bytes) -> str:
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((suffix for magic, suffix in KINDS if start.startswith(magic)), "doc")


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(SETTING.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (folder / "registrymodifications.xcu").write_text(HEAD + items + "</oor:items>", encoding="utf-8")


def _run(converter: Converter, place: Path, source: Path, seconds: int) -> bytes:
    """What LibreOffice said. Its whole family of processes is ended with it."""
    profile = "file://" + ("/" if os.name == "nt" else "") + quote((place / "profile").as_posix())
    command = [
        converter.program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nologo", "--convert-to", "docx", "--outdir", str(place), str(source),
    ]  # fmt: skip
    surroundings = None if os.name == "nt" else {"HOME": str(place), "PATH": os.defpath, "LANG": "C.UTF-8"}
    own = os.name != "nt"
    try:
        process = subprocess.Popen(
            command, cwd=place, env=surroundings, start_new_session=own, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except OSError as error:
        raise UnreadableFile("old-word", str(error)) from error
    with process:
        try:
            return process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile("not-converted", f"more than {seconds} seconds") from error
        finally:
            _end(process, own)


def _end(process: subprocess.Popen[bytes], own: bool) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if own:
            os.killpg(process.pid, 9)
        else:
            process.kill()


def _last_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""
