"""The table of attacks: each ends as a finding or is read as if harmless, soon and in little memory."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from sydata.catalog.learned import desk_of
from sydata.pipeline.apart import Apart
from sydata.reading import gather
from tests.hostile import deeds
from tests.hostile.attacks import ATTACKS, Attack

DESK = desk_of("500000", ())
SECONDS = 12.0  # of computing, on a slow machine too
MEMORY = 1 << 30


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    every = Apart(os.environ, most=1, grown=MEMORY)
    yield every
    every.close()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_it_ends_soon_as_a_finding_or_as_harmless(apart: Apart, attack: Attack) -> None:
    content = attack.make()
    started = time.process_time()
    files, problems = gather([(attack.file, content)])
    findings = list(problems)
    here = time.process_time() - started
    used, peak = 0.0, 0
    for file in files:
        part, seconds, peak = apart.call(deeds.measured, [file], DESK)
        findings += part.findings
        used += seconds
    causes = {f.params["cause"] for f in findings if f.code == "unreadable-file"}
    print(f"{attack.name}: {sorted(causes)}, {here:.2f} s + {used:.2f} s, {peak >> 20} MB")
    assert here < SECONDS / 2, f"{here} s in the server"
    assert used < SECONDS, f"{used} s in the process"
    assert peak < MEMORY, f"{peak} bytes"
    assert causes <= attack.causes, causes
    assert causes or not attack.causes
