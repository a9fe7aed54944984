"""The archive for computers without network: whole, the same every time, and installed where no network is."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from scripts import bundle
from sydata.release import VERSION
from tests.source import ROOT

TOP = f"sydata-{VERSION}"


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with one file that stands for the wheels."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    (folder / "one-1.0-py3-none-any.whl").write_bytes(b"PK one")
    return folder


def test_the_archive_holds_all_that_an_installation_wants_and_nothing_of_ours(wheels: Path) -> None:
    members = bundle.contents(wheels)
    wanted = {
        "install.sh",
        "install.bat",
        "INSTALL.md",
        "app.py",
        "requirements.txt",
        "sydata/cli.py",
        "sydata/catalog/data/units.toml",
    }
    assert wanted | {".streamlit/config.toml", "wheels/one-1.0-py3-none-any.whl"} <= members.keys()
    assert any(path.startswith("sample_data/") for path in members)
    assert not {path for path in members if path.startswith((".ci", ".git", ".venv", "data/", "dist/"))}


def test_the_sums_are_those_of_every_other_file(wheels: Path) -> None:
    members = bundle.contents(wheels)
    lines = members.pop("SHA256SUMS").decode().splitlines()
    sums = {path: sha256 for sha256, path in (line.split("  ", 1) for line in lines)}
    assert sums == {path: hashlib.sha256(content).hexdigest() for path, content in members.items()}


@pytest.mark.parametrize("called", ["sydata-cp311-linux_x86_64", "sydata-cp311-win_amd64"])
def test_the_same_files_make_the_same_bytes(tmp_path: Path, called: str) -> None:
    members = {"a.txt": b"a", "install.sh": b"#!/bin/sh\n"}
    made = [bundle.pack(tmp_path / str(n), called, members) for n in range(2)]
    assert made[0].read_bytes() == made[1].read_bytes()
    if made[0].suffix == ".zip":
        assert zipfile.ZipFile(made[0]).read(f"{TOP}/a.txt") == b"a"
    else:
        with tarfile.open(made[0]) as archive:
            assert archive.getmember(f"{TOP}/install.sh").mode == 0o755


def test_a_package_that_only_windows_needs_is_in_its_bundle_alone(tmp_path: Path) -> None:
    given = tmp_path / "requirements.txt"
    given.write_text(
        "one==1.0\ntwo==2.0 ; sys_platform == 'win32'\nthree==3 ; python_full_version < '3.12'\n"
    )
    assert bundle.wanted([given], "win_amd64", "3.12") == ["one==1.0", "two==2.0"]
    assert bundle.wanted([given], "win_amd64", "3.11") == ["one==1.0", "three==3", "two==2.0"]


@pytest.mark.long
def test_the_bundle_installs_and_works_where_no_network_is(tmp_path: Path) -> None:
    made = _make(tmp_path)
    with tarfile.open(made) as archive:
        archive.extractall(tmp_path, filter="data")
    command = [
        *_apart(),
        sys.executable,
        str(ROOT / "tests" / "isolated.py"),
        str(tmp_path / TOP),
        sys.executable,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert not found["reaches_out"]
    assert found["health"]["status"] == "ok"
    assert found["health"]["revision"] > 0
    assert found["page"]
    assert "计入" in found["loaded"]


@pytest.mark.long
def test_a_changed_file_stops_the_installation(tmp_path: Path) -> None:
    folder = tmp_path / "wheels"
    folder.mkdir()
    made = bundle.pack(tmp_path, "sydata-linux", bundle.contents(folder))
    with tarfile.open(made) as archive:
        archive.extractall(tmp_path, filter="data")
    (tmp_path / TOP / "app.py").write_text("changed")
    done = subprocess.run(
        ["sh", "install.sh"], cwd=tmp_path / TOP, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "被改动" in done.stderr
    assert not (tmp_path / TOP / ".venv").exists()


@pytest.mark.long
def test_the_bundle_for_windows_holds_wheels_of_windows(tmp_path: Path) -> None:
    made = _make(tmp_path, "--platform", "win_amd64", "--python", "3.11")
    names = zipfile.ZipFile(made).namelist()
    wheels = [name for name in names if name.endswith(".whl")]
    assert len(wheels) == len(bundle.wanted([ROOT / "requirements.txt"], "win_amd64", "3.11"))
    assert all(name.endswith(("win_amd64.whl", "-any.whl")) for name in wheels)


def _make(folder: Path, *more: str) -> Path:
    command = [sys.executable, "-m", "scripts.bundle", str(folder), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.split()[0])


def _apart() -> list[str]:
    """The command that runs another in a network of its own."""
    for options in (["--net"], ["--net", "--user", "--map-root-user"]):
        command = ["unshare", *options]
        if (
            shutil.which("unshare")
            and subprocess.run([*command, "true"], capture_output=True).returncode == 0
        ):
            return command
    pytest.skip("this system lets nobody make a network of its own")
