"""Decisions of persons, periods signed off, files that arrived, what an office set for itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _decision()
    _signoff()
    _frozen()
    _setting()
    op.add_column("return_", sa.Column("review", sa.String(length=12), nullable=False, server_default=""))
    op.add_column("file", sa.Column("read_at", sa.DateTime(), nullable=True))
    op.create_index("ix_file_arrived", "file", ["office", "read_at"])
    # whatever a store held so far had been read when it was kept
    op.execute("UPDATE file SET read_at = (SELECT at FROM upload WHERE upload.id = file.upload_id)")
    with op.batch_alter_table("finding") as finding:
        finding.add_column(sa.Column("decision_id", ID, nullable=True))
        finding.create_foreign_key(op.f("fk_finding_decision_id"), "decision", ["decision_id"], ["id"])
        finding.create_index("ix_finding_decision_id", ["decision_id"])


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *map(_words, ("cell", "category", "indicator", "unit_code")),
        sa.Column("year", sa.Integer(), nullable=True),
        *map(_words, ("festival", "key")),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_decision_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_file_id", "decision", ["file_id"])
    op.create_index("ix_decision_key", "decision", ["office", "key"])


def _signoff() -> None:
    op.create_table(
        "signoff",
        sa.Column("id", ID, nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("festival", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reopened_by", sa.Text(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        _words("reopened_why"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signoff")),
        sa.UniqueConstraint("office", "year", "festival", "version", name=op.f("uq_signoff_office")),
    )


def _frozen() -> None:
    op.create_table(
        "frozen",
        sa.Column("signoff_id", ID, nullable=False),
        sa.Column("return_id", ID, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("indicator", sa.String(length=60), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["signoff_id"], ["signoff.id"], name=op.f("fk_frozen_signoff_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_frozen_file_id")),
        sa.PrimaryKeyConstraint("signoff_id", "return_id", "category", "indicator", name=op.f("pk_frozen")),
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("office", "key", name=op.f("pk_setting")),
    )
