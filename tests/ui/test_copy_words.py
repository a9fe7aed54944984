"""When the store was last copied, as the page Settings says it."""

from __future__ import annotations

from datetime import datetime

import pytest

from sydata.ui import i18n
from sydata.ui.setting_panels import copy_words

NOW = datetime(2026, 3, 10, 9)


@pytest.mark.parametrize(
    ("copied", "said"),
    [
        (datetime(2026, 3, 9, 2), "上次备份：2026-03-09 02:00。"),
        (
            datetime(2026, 3, 3, 9),
            "上次备份：2026-03-03 09:00。请系统维护人员运行 backup 命令，备份到另一块磁盘。",
        ),
        (None, "尚未备份。请系统维护人员运行 backup 命令，备份到另一块磁盘。"),
    ],
)
def test_a_store_that_was_not_copied_for_a_week_asks_for_it(copied: datetime | None, said: str) -> None:
    i18n.use("zh")
    assert copy_words(copied, NOW) == said
