"""One archive that installs without network: `python -m scripts.bundle DIR [--platform win_amd64] [--server]`.

It holds the source, the wheels of requirements.txt for one platform and one version of Python, the sample data,
install scripts and SHA256SUMS. The same source and wheels give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement

from sydata.release import VERSION

ROOT = Path(__file__).parent.parent
OWN = Path(__file__).parent / "bundle_files"
# Nothing a bundle needs: what runs the tests elsewhere, what git and Python keep for themselves.
LEFT_OUT = {".ci", ".git", ".gitignore", ".venv", "data", "dist", "sydata.toml"}
NOWHERE = {"__pycache__", "secrets.toml"}
PLATFORMS = {
    "win_amd64": {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
    }
}
MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that zip knows


def main() -> None:
    """Make the archive, and say where it lies."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        wheels = fetch(Path(folder), given.platform, given.python, given.server)
        members = dict(sorted(contents(wheels).items()))
        made = pack(Path(given.directory), name(given.platform, given.python), members)
    sys.stdout.write(f"{made} {made.stat().st_size / 1e6:.0f} MB, {len(members)} files\n")


def name(platform: str, python: str) -> str:
    """`sydata-0.1.0-cp311-win_amd64`; without a platform this computer's."""
    there = platform or sysconfig.get_platform().replace("-", "_")
    return f"sydata-{VERSION}-cp{python.replace('.', '')}-{there}"


def wanted(lists: list[Path], platform: str, python: str) -> list[str]:
    """The pinned packages of these lists that are needed on the platform; empty for this computer's."""
    lines = [line.split(" #")[0].strip() for path in lists for line in path.read_text("utf-8").splitlines()]
    given = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    there = (
        {**PLATFORMS[platform], "python_version": python, "python_full_version": python} if platform else {}
    )
    needed = [each for each in given if each.marker is None or each.marker.evaluate(there)]
    return sorted({f"{each.name}{each.specifier}" for each in needed})


def fetch(folder: Path, platform: str, python: str, server: bool) -> Path:
    """Download the wheels into the folder, by pip with whatever registry it is set up for."""
    lists = [ROOT / "requirements.txt", *([ROOT / "requirements-server.txt"] if server else [])]
    asked = folder / "wanted.txt"
    asked.write_text("\n".join(wanted(lists, platform, python)), encoding="utf-8")
    wheels = folder / "wheels"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    command += ["--dest", str(wheels), "--requirement", str(asked)]
    if platform:
        command += ["--platform", platform, "--python-version", python, "--implementation", "cp"]
    subprocess.run(command, check=True)
    return wheels


def contents(wheels: Path) -> dict[str, bytes]:
    """Every file of the archive by its path in it, with SHA256SUMS of all others."""
    members = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in _source()}
    members |= {path.name: path.read_bytes() for path in OWN.iterdir()}
    members |= {f"wheels/{path.name}": path.read_bytes() for path in wheels.glob("*.whl")}
    sums = [f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(members.items())]
    return members | {"SHA256SUMS": "".join(sums).encode()}


def _source() -> Iterator[Path]:
    """What git keeps; in an unpacked archive, where there is no git, everything but what was made there."""
    asked = ["git", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(asked, capture_output=True, check=False) if (ROOT / ".git").exists() else None
    if listed is not None and listed.returncode == 0:
        paths = [ROOT / path for path in listed.stdout.decode().split("\0") if path]
    else:
        paths = list(ROOT.rglob("*"))
    for path in paths:
        parts = path.relative_to(ROOT).parts
        if path.is_file() and parts[0] not in LEFT_OUT and not NOWHERE & set(parts):
            yield path


def pack(directory: Path, called: str, members: Mapping[str, bytes]) -> Path:
    """The archive in the directory: a zip for Windows, else a tar; sorted, and of one moment."""
    directory.mkdir(parents=True, exist_ok=True)
    windows = called.endswith("win_amd64")
    made = directory / f"{called}{'.zip' if windows else '.tar.gz'}"
    with made.open("wb") as file:
        (_zip if windows else _tar)(file, f"sydata-{VERSION}", members)
    return made


def _zip(file: io.BufferedWriter, top: str, members: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(zipfile.ZipInfo(f"{top}/{path}", MOMENT), content, zipfile.ZIP_DEFLATED)


def _tar(file: io.BufferedWriter, top: str, members: Mapping[str, bytes]) -> None:
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        for path, content in members.items():
            entry = tarfile.TarInfo(f"{top}/{path}")
            entry.size, entry.mode = len(content), 0o755 if path.endswith(".sh") else 0o644
            archive.addfile(entry, io.BytesIO(content))


def _arguments() -> argparse.Namespace:
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", help="where the archive is written")
    parser.add_argument(
        "--platform", choices=PLATFORMS, default="", help="for another computer than this one's kind"
    )
    parser.add_argument("--python", default=here, help="its version of Python, with --platform")
    parser.add_argument("--server", action="store_true", help="with the packages of requirements-server.txt")
    return parser.parse_args()


if __name__ == "__main__":
    main()
