"""The first schema: files as submitted, returns, figures, findings, audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _blob()
    _meta()
    _upload()
    _file()
    _return()
    _audit()
    _finding()
    _observation()
    op.execute("INSERT INTO meta (key, value) VALUES ('revision', 0)")


def _blob() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _upload() -> None:
    op.create_table(
        "upload",
        sa.Column("id", ID, nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )


def _file() -> None:
    op.create_table(
        "file",
        sa.Column("id", ID, nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("archive", sa.Text(), server_default="", nullable=False),
        sa.Column("upload_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_file_sha256")),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_file_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("office", "sha256", "name", name=op.f("uq_file_office")),
    )
    op.create_index("ix_file_upload_id", "file", ["upload_id"])


def _return() -> None:
    op.create_table(
        "return_",
        sa.Column("id", ID, nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("festival", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("rollup", sa.Boolean(), nullable=False),
        sa.Column("fill_date", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("figures", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("unit_text", sa.Text(), server_default="", nullable=False),
        sa.Column("unit_place", sa.Text(), server_default="", nullable=False),
        sa.Column("period_text", sa.Text(), server_default="", nullable=False),
        sa.Column("period_place", sa.Text(), server_default="", nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_return__file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_")),
        sa.UniqueConstraint("file_id", "sheet", "position", name=op.f("uq_return__file_id")),
    )
    op.create_index("ix_return_period", "return_", ["office", "year", "festival", "state"])
    op.create_index("ix_return_place", "return_", ["office", "unit_code", "year", "festival"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("return_id", ID, nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["return_id"], ["return_.id"], name=op.f("fk_audit_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_office", "audit", ["office", "at"])
    op.create_index("ix_audit_return_id", "audit", ["return_id"])


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("id", ID, nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("return_id", ID, nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("sheet", sa.Text(), server_default="", nullable=False),
        sa.Column("cell", sa.Text(), server_default="", nullable=False),
        sa.Column("unit_code", sa.Text(), server_default="", nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("festival", sa.Text(), server_default="", nullable=False),
        sa.Column("category", sa.Text(), server_default="", nullable=False),
        sa.Column("indicator", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_finding_file_id")),
        sa.ForeignKeyConstraint(["return_id"], ["return_.id"], name=op.f("fk_finding_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index("ix_finding_file_id", "finding", ["file_id"])
    op.create_index("ix_finding_office", "finding", ["office"])
    op.create_index("ix_finding_return", "finding", ["return_id", "code"])


def _observation() -> None:
    op.create_table(
        "observation",
        sa.Column("id", ID, nullable=False),
        sa.Column("return_id", ID, nullable=False),
        sa.Column("cell", sa.Text(), server_default="", nullable=False),
        sa.Column("unit_code", sa.String(length=60), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("festival", sa.String(length=20), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("indicator", sa.String(length=60), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["return_id"], ["return_.id"], name=op.f("fk_observation_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(
        "ix_observation_sums", "observation", ["return_id", "status", "category", "indicator", "value"]
    )
