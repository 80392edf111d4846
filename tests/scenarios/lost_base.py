"""The broken chain again, and no commit has the lost migration: it is made anew from what the schema has to be.

    tests/scenarios/lost_base.py RETORT      with RETORT_TEST_PG_URL
"""
import pathlib
import random

import harness
from harness import script

FOLDER = "services/habits"
VERSIONS = f"{FOLDER}/migrations/versions"

ENV = """import os
from alembic import context
from sqlalchemy import create_engine, pool, text

from habits.models import Base

with create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool).connect() as connection:
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS habits"))
    context.configure(connection=connection, target_metadata=Base.metadata, version_table_schema="habits",
                      include_schemas=True)
    with context.begin_transaction():
        context.run_migrations()
"""

MODELS = '''import enum
import uuid
from datetime import datetime

from sqlalchemy import (BigInteger, CheckConstraint, DateTime, Enum, ForeignKey, Index, JSON, MetaData, String,
                        UniqueConstraint, func, text)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData(schema="habits")


class Pace(enum.Enum):
    slow = "slow"
    steady = "steady"
    fast = "fast"


class Owner(Base):
    __tablename__ = "owners"

    id: Mapped[uuid.UUID] = mapped_column(UUID(as_uuid=True), primary_key=True, server_default=func.gen_random_uuid())
    email: Mapped[str] = mapped_column(String(320), unique=True)
    settings: Mapped[dict] = mapped_column(JSONB, server_default=text("'{\\"theme\\": \\"light\\"}'::jsonb"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class ProgramTemplate(Base):
    __tablename__ = "program_templates"
    __table_args__ = (
        UniqueConstraint("owner_id", "slug", name="program_templates_owner_slug_key"),
        CheckConstraint("weeks > 0", name="program_templates_weeks_check"),
        Index("ix_program_templates_live", "owner_id", postgresql_where=text("deleted_at IS NULL")),
    )

    id: Mapped[uuid.UUID] = mapped_column(UUID(as_uuid=True), primary_key=True, server_default=func.gen_random_uuid())
    owner_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("habits.owners.id", ondelete="CASCADE", name="program_templates_owner_fkey"))
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    slug: Mapped[str] = mapped_column(String(80))
    weeks: Mapped[int] = mapped_column(server_default="4")
    pace: Mapped[Pace] = mapped_column(Enum(Pace, name="pace"), server_default="steady")
    tags: Mapped[list[str]] = mapped_column(ARRAY(String(30)), server_default="{}")


class Run(Base):
    __tablename__ = "runs"
    __table_args__ = (Index("ix_runs_open", "template_id", postgresql_where=text("NOT finished")),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    template_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("habits.program_templates.id", ondelete="SET NULL", name="runs_template_fkey"))
    owner_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("habits.owners.id", ondelete="RESTRICT", name="runs_owner_fkey"))
    pace: Mapped[Pace] = mapped_column(Enum(Pace, name="pace"), server_default="slow")
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    finished: Mapped[bool] = mapped_column(server_default=text("false"))
    report: Mapped[dict | None] = mapped_column(JSON)
'''


def foreign_key_rules(*rules):
    out = ""
    for (name, table, column, target), rule in zip(
            [("program_templates_owner_fkey", "program_templates", "owner_id", "owners"),
             ("runs_template_fkey", "runs", "template_id", "program_templates"),
             ("runs_owner_fkey", "runs", "owner_id", "owners")], rules):
        out += f"""
op.drop_constraint("{name}", "{table}", schema="habits", type_="foreignkey")
op.create_foreign_key("{name}", "{table}", "{target}", ["{column}"], ["id"],
                      source_schema="habits", referent_schema="habits", ondelete={rule!r})"""
    return out


DELETE_RULES = script("2a3f4c9d1cde", "189b1231afd4", "foreign key delete rules",
                      foreign_key_rules("CASCADE", "SET NULL", "RESTRICT"), foreign_key_rules(None, None, None),
                      created="2024-01-03 09:00:00")

SOFT_DELETE = script("3b7a1d2e4f56", "2a3f4c9d1cde", "soft delete program templates", """
op.add_column("program_templates", sa.Column("deleted_at", sa.DateTime(timezone=True)), schema="habits")
op.create_index("ix_program_templates_live", "program_templates", ["owner_id"], schema="habits",
                postgresql_where=sa.text("deleted_at IS NULL"))
op.execute("UPDATE habits.program_templates SET deleted_at = now() WHERE weeks > 520")
""", """
op.drop_index("ix_program_templates_live", table_name="program_templates", schema="habits")
op.drop_column("program_templates", "deleted_at", schema="habits")
""", created="2024-01-04 09:00:00")

# What somebody may have done to a database by hand.
DRIFT = (
    "ALTER TABLE habits.owners ADD COLUMN nickname varchar(40) DEFAULT 'nobody' NOT NULL",
    "ALTER TABLE habits.owners ALTER COLUMN email TYPE varchar(400)",
    "ALTER TABLE habits.runs ALTER COLUMN report SET DEFAULT '{\"a\": \":b\"}'::json",
    "ALTER TABLE habits.runs ADD CONSTRAINT runs_period CHECK (started_at > '2000-01-01 00:00:00+00')",
    "CREATE INDEX ix_owners_lower ON habits.owners (lower(email))",
    "CREATE UNIQUE INDEX ix_runs_once ON habits.runs (owner_id, started_at DESC) WHERE finished",
    "ALTER TYPE pace ADD VALUE 'frantic' AFTER 'fast'",
    "CREATE TABLE habits.notes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run_id bigint REFERENCES habits.runs "
    "ON DELETE CASCADE, body text COLLATE \"C\", words int GENERATED ALWAYS AS (length(body)) STORED)",
    "CREATE VIEW habits.open_runs AS SELECT id, owner_id FROM habits.runs WHERE NOT finished",
    "CREATE FUNCTION habits.touch() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.started_at := now();\n"
    "  RETURN NEW;\nEND\n$$;"
    "CREATE TRIGGER runs_touch BEFORE INSERT ON habits.runs FOR EACH ROW EXECUTE FUNCTION habits.touch()",
    "ALTER TABLE habits.owners ENABLE ROW LEVEL SECURITY;"
    "CREATE POLICY own ON habits.owners USING (email = current_setting('app.user', true))",
    "COMMENT ON TABLE habits.owners IS 'People: who owns what'",
    "COMMENT ON COLUMN habits.runs.pace IS 'How it''s run'",
    "CREATE DOMAIN habits.score AS int CHECK (VALUE BETWEEN 0 AND 100);"
    "ALTER TABLE habits.runs ADD COLUMN score habits.score",
    "ALTER TABLE habits.program_templates ALTER COLUMN slug DROP NOT NULL",
)


class LostBase(harness.Scenario):
    def build(self):
        self.write(f"{FOLDER}/alembic.ini", harness.INI)
        self.write(f"{FOLDER}/migrations/env.py", ENV)
        self.write(f"{FOLDER}/migrations/script.py.mako", harness.TEMPLATE)
        self.write(f"{FOLDER}/habits/__init__.py", "")
        self.write(f"{FOLDER}/habits/models.py", MODELS)
        self.write(f"{VERSIONS}/189b1231afd4_bootstrap_tables.py", DELETE_RULES)
        self.write(f"{VERSIONS}/3b7a1d2e4f56_soft_delete_program_templates.py", SOFT_DELETE)
        self.commit("What is left")

    def reconstruct(self, *arguments, status=0):
        return self.retort("--url", self.postgresql().url, "reconstruct", "189b1231afd4", *arguments, folder=FOLDER,
                           status=status)

    def written(self):
        found = sorted((self.root / VERSIONS).glob("189b1231afd4_*.py"))
        self.assertEqual(len(found), 1)
        return found[0]

    def test_the_lost_base_is_made_from_the_models(self):
        self.build()
        missing = self.findings(folder=FOLDER)["RT101"][0]
        self.assertEqual(missing["repair"], "retort reconstruct 189b1231afd4")
        self.assertIn("claims its name", "\n".join(missing["evidence"]))
        self.retort("repair", "rename", "2a3f4c9d1cde", "--write", folder=FOLDER)
        text = self.reconstruct("-m", "bootstrap tables")
        self.assertIn("3 revisions on an empty database give the desired schema", text)
        self.assertIn("Its downgrade() restores what was there before it", text)
        self.assertEqual(self.written().name, "189b1231afd4_bootstrap_tables.py")
        self.commit("The first migration is back")
        self.retort("doctor", folder=FOLDER)

        fresh, models = self.postgresql(), self.postgresql()
        self.retort("--url", fresh.url, "upgrade", "head", folder=FOLDER)
        self.assertEqual(fresh.rows("SELECT version_num FROM habits.alembic_version"), ["3b7a1d2e4f56"])
        models.execute("CREATE SCHEMA habits;" + self.retort("--url", models.url, "inspect", "models", "--format",
                                                             "sql", folder=FOLDER))
        self.assertEqual(self.shape(fresh), self.shape(models))
        self.assertIn("No new upgrade operations", self.retort("--url", fresh.url, "check", folder=FOLDER))
        self.retort("--url", fresh.url, "downgrade", "base", folder=FOLDER)
        self.assertEqual(fresh.rows("SELECT relname FROM pg_class WHERE relnamespace = 'habits'::regnamespace"
                                    " AND relkind = 'r'"), ["alembic_version"])

    def shape(self, database):
        """All lines of the dump in no order: columns stand where their migration has put them."""
        return sorted(line.rstrip(",") for line in database.schema())

    def test_the_lost_base_is_made_from_a_database_that_has_drifted(self):
        self.build()
        chance = random.Random(6)
        for number in range(4):
            drift = DRIFT if number == 0 else chance.sample(DRIFT, 5)
            with self.subTest(drift=drift):
                live = self.postgresql()
                live.execute("CREATE SCHEMA habits;" + self.retort("--url", live.url, "inspect", "models", "--format",
                                                                   "sql", folder=FOLDER))
                live.execute("CREATE TABLE habits.alembic_version (version_num VARCHAR(32) PRIMARY KEY);"
                             "INSERT INTO habits.alembic_version VALUES ('3b7a1d2e4f56');"
                             "CREATE SCHEMA billing; CREATE TABLE billing.items (id int PRIMARY KEY)")
                for statement in drift:
                    live.execute(statement)
                text = self.reconstruct("--desired", live.url, "--schema", "habits", "-m", f"drifted {number}")
                self.assertIn("give the desired schema", text)
                file = self.root / VERSIONS / f"189b1231afd4_drifted_{number}.py"
                fresh = self.postgresql()
                self.retort("--url", fresh.url, "upgrade", "head", folder=FOLDER)
                live.execute("DROP SCHEMA billing CASCADE")
                self.assertEqual(self.shape(fresh), self.shape(live))
                pathlib.Path(file).unlink()

    def test_nothing_is_written_without_proof(self):
        self.build()
        # What no migration takes away and no model has.
        self.write(f"{VERSIONS}/4c0000000001_audit.py", script(
            "4c0000000001", "3b7a1d2e4f56", "audit", 'op.create_table("audit", sa.Column("id", sa.Integer()), '
            'schema="habits")', 'op.drop_table("audit", schema="habits")'))
        before = sorted((self.root / VERSIONS).iterdir())
        text = self.reconstruct(status=1)
        self.assertIn("table habits.audit is extra", text)
        self.assertIn("Nothing was written", text)
        self.assertEqual(sorted((self.root / VERSIONS).iterdir()), before)
        self.reconstruct("--unproven", status=1)
        self.assertIn("NOT PROVEN", (self.root / VERSIONS / "189b1231afd4_reconstructed.py").read_text())


if __name__ == "__main__":
    harness.main(__doc__)
