"""An index of the figures told in words: whether a return came with a report is known without reading every figure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

IN_WORDS = "cell LIKE '%句'"


def upgrade() -> None:
    where = sa.text(IN_WORDS)
    op.create_index(
        "ix_observation_words", "observation", ["return_id"], sqlite_where=where, postgresql_where=where
    )
