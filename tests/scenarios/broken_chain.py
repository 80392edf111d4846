"""Six services, one database, one broken chain: the file of the first migration was overwritten by the second.

    tests/scenarios/broken_chain.py RETORT      with RETORT_TEST_PG_URL
"""
import harness
from harness import script

SERVICES = ("accounts", "billing", "habits", "media", "notify", "reports")

ENV = """import os
from alembic import context
from sqlalchemy import create_engine, pool, text

SCHEMA = "{schema}"
with create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool).connect() as connection:
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS {schema}"))
    context.configure(connection=connection, version_table_schema=SCHEMA, include_schemas=True)
    with context.begin_transaction():
        context.run_migrations()
"""

# What the models say: create_all() makes this of them, on every developer's machine.
MODELS = """
CREATE SCHEMA habits;
CREATE TABLE habits.owners (
  id UUID DEFAULT gen_random_uuid() NOT NULL,
  email VARCHAR(320) NOT NULL,
  settings JSONB DEFAULT '{}'::jsonb NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT owners_pkey PRIMARY KEY (id),
  CONSTRAINT owners_email_key UNIQUE (email)
);
CREATE TABLE habits.program_templates (
  id UUID DEFAULT gen_random_uuid() NOT NULL,
  owner_id UUID NOT NULL,
  slug VARCHAR(80) NOT NULL,
  weeks INTEGER DEFAULT 4 NOT NULL,
  deleted_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT program_templates_pkey PRIMARY KEY (id),
  CONSTRAINT program_templates_owner_slug_key UNIQUE (owner_id, slug),
  CONSTRAINT program_templates_weeks_check CHECK (weeks > 0),
  CONSTRAINT program_templates_owner_fkey FOREIGN KEY (owner_id) REFERENCES habits.owners (id) ON DELETE CASCADE
);
CREATE TABLE habits.runs (
  id BIGSERIAL NOT NULL,
  template_id UUID,
  started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  finished BOOLEAN DEFAULT false NOT NULL,
  CONSTRAINT runs_pkey PRIMARY KEY (id),
  CONSTRAINT runs_template_fkey FOREIGN KEY (template_id) REFERENCES habits.program_templates (id) ON DELETE SET NULL
);
CREATE INDEX ix_runs_open ON habits.runs (template_id) WHERE NOT finished;
CREATE INDEX ix_program_templates_live ON habits.program_templates (owner_id) WHERE deleted_at IS NULL;
"""

BOOTSTRAP = script("189b1231afd4", None, "bootstrap tables", """
op.create_table(
    "owners",
    sa.Column("id", postgresql.UUID(as_uuid=True), server_default=sa.text("gen_random_uuid()"), nullable=False),
    sa.Column("email", sa.String(320), nullable=False),
    sa.Column("settings", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    sa.PrimaryKeyConstraint("id", name="owners_pkey"),
    sa.UniqueConstraint("email", name="owners_email_key"),
    schema="habits",
)
op.create_table(
    "program_templates",
    sa.Column("id", postgresql.UUID(as_uuid=True), server_default=sa.text("gen_random_uuid()"), nullable=False),
    sa.Column("owner_id", postgresql.UUID(as_uuid=True), nullable=False),
    sa.Column("slug", sa.String(80), nullable=False),
    sa.Column("weeks", sa.Integer(), server_default="4", nullable=False),
    sa.PrimaryKeyConstraint("id", name="program_templates_pkey"),
    sa.UniqueConstraint("owner_id", "slug", name="program_templates_owner_slug_key"),
    sa.CheckConstraint("weeks > 0", name="program_templates_weeks_check"),
    sa.ForeignKeyConstraint(["owner_id"], ["habits.owners.id"], name="program_templates_owner_fkey"),
    schema="habits",
)
op.create_table(
    "runs",
    sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
    sa.Column("template_id", postgresql.UUID(as_uuid=True), nullable=True),
    sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    sa.Column("finished", sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.PrimaryKeyConstraint("id", name="runs_pkey"),
    sa.ForeignKeyConstraint(["template_id"], ["habits.program_templates.id"], name="runs_template_fkey"),
    schema="habits",
)
op.create_index("ix_runs_open", "runs", ["template_id"], schema="habits", postgresql_where=sa.text("NOT finished"))
""", """
op.drop_table("runs", schema="habits")
op.drop_table("program_templates", schema="habits")
op.drop_table("owners", schema="habits")
""", created="2024-01-02 09:00:00")


def foreign_key_rules(owner_rule, template_rule):
    return f"""
op.drop_constraint("program_templates_owner_fkey", "program_templates", schema="habits", type_="foreignkey")
op.create_foreign_key("program_templates_owner_fkey", "program_templates", "owners", ["owner_id"], ["id"],
                      source_schema="habits", referent_schema="habits", ondelete={owner_rule!r})
op.drop_constraint("runs_template_fkey", "runs", schema="habits", type_="foreignkey")
op.create_foreign_key("runs_template_fkey", "runs", "program_templates", ["template_id"], ["id"],
                      source_schema="habits", referent_schema="habits", ondelete={template_rule!r})
"""


DELETE_RULES = script("2a3f4c9d1cde", "189b1231afd4", "foreign key delete rules",
                      foreign_key_rules("CASCADE", "SET NULL"), foreign_key_rules(None, None),
                      created="2024-01-03 09:00:00")

SOFT_DELETE = script("3b7a1d2e4f56", "2a3f4c9d1cde", "soft delete program templates", """
op.add_column("program_templates", sa.Column("deleted_at", sa.DateTime(timezone=True)), schema="habits")
op.create_index("ix_program_templates_live", "program_templates", ["owner_id"], schema="habits",
                postgresql_where=sa.text("deleted_at IS NULL"))
""", """
op.drop_index("ix_program_templates_live", table_name="program_templates", schema="habits")
op.drop_column("program_templates", "deleted_at", schema="habits")
""", created="2024-01-04 09:00:00")

VERSIONS = "services/habits/migrations/versions"
FIRST_FILE = f"{VERSIONS}/189b1231afd4_bootstrap_tables.py"
SECOND_FILE = f"{VERSIONS}/2a3f4c9d1cde_foreign_key_delete_rules.py"


class BrokenChain(harness.Scenario):
    def build(self):
        """The history of the repository, up to the day when somebody needs an empty database."""
        for number, service in enumerate(SERVICES):
            folder = f"services/{service}"
            self.write(f"{folder}/alembic.ini", harness.INI)
            self.write(f"{folder}/migrations/env.py", ENV.format(schema=service))
            if service == "habits":
                continue
            table = f'op.create_table("items", sa.Column("id", sa.Integer(), primary_key=True), schema="{service}")'
            self.write(f"{folder}/migrations/versions/{number:012x}_items.py", script(
                f"{number:012x}", None, "items", table, f'op.drop_table("items", schema="{service}")'))
        self.write(FIRST_FILE, BOOTSTRAP)
        self.first_commit = self.commit("Six services")
        self.write(FIRST_FILE, DELETE_RULES)  # the accident
        self.second_commit = self.commit("Delete rules of foreign keys", author="Bob")
        self.write(f"{VERSIONS}/3b7a1d2e4f56_soft_delete_program_templates.py", SOFT_DELETE)
        self.commit("Soft delete", author="Cleo")

    def check_diagnosis(self):
        found = self.findings(folder="services/habits")
        missing = found["RT101"][0]
        self.assertEqual(missing["message"],
                         "No file defines revision 189b1231afd4, which is the parent of 2a3f4c9d1cde")
        self.assertEqual(missing["file"], "migrations/versions/189b1231afd4_bootstrap_tables.py")
        evidence = "\n".join(missing["evidence"])
        self.assertIn(f"commit {self.first_commit[:10]}", evidence)
        self.assertIn(f"commit {self.second_commit[:10]} of 2024-01-03 10:00 by Bob", evidence)
        self.assertIn("overwrote it", evidence)
        self.assertEqual(missing["repair"], "retort repair restore 189b1231afd4")
        name = found["RT205"][0]
        self.assertEqual(name["repair"], "retort repair rename 2a3f4c9d1cde")
        self.assertIn("189b1231afd4", name["message"])
        self.assertEqual(sorted({finding["message"].split()[1] for finding in found["RT301"]}),
                         ["owners", "program_templates", "runs"])

    def check_repair(self):
        """As the doctor says; what is printed names the next step each time."""
        before = {path: self.read(path) for path in self.files()}
        # A look changes nothing.
        self.assertIn("Nothing was written", self.retort("repair", "rename", "2a3f4c9d1cde", folder="services/habits"))
        self.assertEqual({path: self.read(path) for path in self.files()}, before)
        self.retort("repair", "rename", "2a3f4c9d1cde", "--write", folder="services/habits")
        self.assertEqual(self.read(SECOND_FILE), DELETE_RULES)
        server = self.postgresql()
        text = self.retort("--url", server.url, "repair", "restore", "189b1231afd4", "--write", "--prove",
                           folder="services/habits")
        self.assertIn("<base> -> 189b1231afd4 -> 2a3f4c9d1cde -> 3b7a1d2e4f56 (head)", text)
        self.assertIn("`upgrade heads` ran 3 revisions and ended at 3b7a1d2e4f56; `downgrade base` ran, too", text)
        self.assertEqual(self.read(FIRST_FILE), BOOTSTRAP)
        self.assertEqual(server.schema(), self.postgresql().schema())  # the proof left nothing behind

    def files(self):
        return sorted(str(path.relative_to(self.root)) for path in (self.root / VERSIONS).glob("*.py"))

    def test_the_lost_base_is_found_restored_and_proven(self):
        self.build()
        fresh, developer, production = self.postgresql(), self.postgresql(), self.postgresql()
        developer.execute(MODELS)
        production.execute(MODELS + "CREATE TABLE habits.alembic_version (version_num VARCHAR(32) PRIMARY KEY);"
                                    "INSERT INTO habits.alembic_version VALUES ('3b7a1d2e4f56')")
        expected = developer.schema()
        error = self.retort("--url", fresh.url, "upgrade", "head", folder="services/habits", status=255)
        self.assertIn("189b1231afd4", error)
        self.assertIn("retort doctor", error)
        self.check_diagnosis()
        self.check_repair()
        # No finding is left, neither of the files nor of production; the developer's database is told of.
        self.commit("The first migration is back")
        self.retort("doctor", folder="services/habits")
        self.retort("--url", production.url, "doctor", folder="services/habits")
        self.assertIn("RT504", self.findings("--url", developer.url, folder="services/habits", status=1))
        for service in SERVICES:
            self.retort("--url", fresh.url, "upgrade", "head", folder=f"services/{service}")
            self.assertEqual(len(fresh.rows(f"SELECT * FROM {service}.alembic_version")), 1)
        self.assertEqual(fresh.rows("SELECT version_num FROM habits.alembic_version"), ["3b7a1d2e4f56"])
        self.retort("--url", production.url, "upgrade", "head", folder="services/habits")
        self.assertEqual(production.schema(), expected)
        for service in SERVICES:
            if service != "habits":
                self.retort("--url", fresh.url, "downgrade", "base", folder=f"services/{service}")
                fresh.execute(f"DROP SCHEMA {service} CASCADE")
        self.assertEqual(fresh.schema(), expected)


if __name__ == "__main__":
    harness.main(__doc__)
