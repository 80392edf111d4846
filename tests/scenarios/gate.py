"""The gates of examples/ci: what they refuse, and what they let pass.

    tests/scenarios/gate.py RETORT      with RETORT_TEST_PG_URL
"""
import pathlib
import re
import shutil
import subprocess

import harness
from harness import script

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples/ci"
VERSIONS = "migrations/versions"


def workflow_step(name):
    """The commands of a step of the workflow."""
    text = (EXAMPLES / "github-actions.yml").read_text()
    lines = re.search(rf"- name: {name}\n        run: \|\n((?:          .*\n)+)", text).group(1)
    return lines.replace("\n          ", "\n").strip()


class Gate(harness.Scenario):
    def setUp(self):
        super().setUp()
        self.write("alembic.ini", harness.INI)
        self.write("migrations/env.py", harness.ENV)
        self.write("migrations/script.py.mako", harness.TEMPLATE)
        self.table("aaaa00000001", None)
        self.table("aaaa00000002", "aaaa00000001")
        self.commit("Two migrations")

    def table(self, revision, parent):
        name = f"t_{revision}"
        self.write(f"{VERSIONS}/{revision}_table.py", script(
            revision, parent, "table", f'op.create_table("{name}", sa.Column("id", sa.Integer(), primary_key=True))',
            f'op.drop_table("{name}")', created=f"2024-01-{int(revision[-2:], 16):02} 09:00:00"))

    def edit(self, revision, old, new):
        path = f"{VERSIONS}/{revision}_table.py"
        self.assertIn(old, self.read(path))
        self.write(path, self.read(path).replace(old, new))

    def refused(self, action):
        before = self.git("rev-parse", "HEAD")
        with self.assertRaises(AssertionError) as failure:
            action()
        self.assertEqual(self.git("rev-parse", "HEAD"), before)
        self.git("reset", "-q", "--hard")
        self.git("clean", "-qfd")
        return str(failure.exception)

    def shell(self, commands, **variables):
        return subprocess.run(["bash", "-ec", commands], cwd=self.root, env=self.environment() | variables, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)

    def test_the_hook_refuses_what_breaks_the_history(self):
        shutil.copy(EXAMPLES / "pre-commit", self.root / ".git/hooks/pre-commit")
        self.table("aaaa00000003", "aaaa00000002")
        self.commit("A healthy one")
        # Two heads.
        self.table("aaaa00000004", "aaaa00000002")
        text = self.refused(lambda: self.commit("A second head"))
        self.assertIn("RT109: The history has 2 heads: aaaa00000003, aaaa00000004", text)
        self.assertIn("The commit is refused", text)
        # A circle.
        self.edit("aaaa00000002", "aaaa00000001", "aaaa00000003")
        text = self.refused(lambda: self.commit("A circle"))
        self.assertIn("RT102: 2 revisions come before themselves", text)
        self.assertIn("RT216: Revision aaaa00000002 was edited since main", text)
        # Other work of a migration that others may have applied; another comment is none.
        self.edit("aaaa00000003", "t_aaaa00000003", "other")
        self.assertIn("RT216: Revision aaaa00000003 was edited since main",
                      self.refused(lambda: self.commit("An edit")))
        self.edit("aaaa00000003", "def upgrade", "# The first table.\ndef upgrade")
        self.commit("A comment")
        # One that is gone.
        (self.root / f"{VERSIONS}/aaaa00000003_table.py").unlink()
        self.assertIn("RT216: Revision aaaa00000003 of main is gone", self.refused(lambda: self.commit("Gone")))
        # On a branch, its own migrations may still be edited.
        self.git("checkout", "-qb", "feature")
        self.table("aaaa00000005", "aaaa00000003")
        self.commit("On a branch")
        self.edit("aaaa00000005", "t_aaaa00000005", "better_name")
        self.commit("A better name")
        self.git("config", "retort.base", "feature")
        self.edit("aaaa00000005", "better_name", "best_name")
        self.assertIn("was edited since feature", self.refused(lambda: self.commit("Too late")))

    def test_the_hook_lets_the_first_commit_pass_and_takes_arguments(self):
        shutil.rmtree(self.root / ".git")
        self.git("init", "-q", "-b", "trunk")
        (self.root / "service").mkdir()
        for name in ("alembic.ini", "migrations"):
            shutil.move(self.root / name, self.root / "service" / name)
        hook = self.root / ".git/hooks/pre-commit"
        hook.write_text(f"#!/bin/sh\nexec {EXAMPLES}/pre-commit -c service/alembic.ini\n")
        hook.chmod(0o755)
        self.commit("All at once")
        self.write(f"service/{VERSIONS}/aaaa00000003_table.py", script("aaaa00000003", "aaaa00000001", "table", "pass"))
        self.assertIn("RT109", self.refused(lambda: self.commit("A second head")))

    def test_the_hook_judges_what_is_committed_and_not_the_work_tree(self):
        shutil.copy(EXAMPLES / "pre-commit", self.root / ".git/hooks/pre-commit")
        # A second head that is staged, and taken back in the work tree only.
        self.table("aaaa00000003", "aaaa00000001")
        self.git("add", "-A")
        self.edit("aaaa00000003", "'aaaa00000001'", "'aaaa00000002'")
        text = self.refused(lambda: self.git("commit", "-qm", "Staged"))
        self.assertIn("RT109: The history has 2 heads: aaaa00000002, aaaa00000003", text)
        # One that is in the work tree only: not added, or not staged.
        self.table("aaaa00000003", "aaaa00000001")
        self.git("commit", "-q", "--allow-empty", "-m", "Nothing of it")
        self.table("aaaa00000003", "aaaa00000002")
        self.git("add", "-A")
        self.edit("aaaa00000003", "'aaaa00000002'", "'aaaa00000001'")
        self.git("commit", "-qm", "The staged one")
        # `commit -a` and `commit FILE` have an index of their own.
        text = self.refused(lambda: self.git("commit", "-qam", "All"))
        self.assertIn("RT109", text)
        self.edit("aaaa00000003", "'aaaa00000002'", "'aaaa00000001'")
        self.write("notes.txt", "A note.")
        self.git("add", "notes.txt")
        self.git("commit", "-qm", "A note", "notes.txt")
        self.assertEqual(self.git("worktree", "list").count("\n"), 1)
        self.assertIn("'aaaa00000001'", self.read(f"{VERSIONS}/aaaa00000003_table.py"))

    def test_the_workflow_tells_of_what_a_request_brings(self):
        doctor, proof = workflow_step("Doctor"), workflow_step("Proof")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.git("checkout", "-qb", "feature")
        self.table("aaaa00000003", "aaaa00000002")
        self.commit("A feature")
        done = self.shell(doctor, GITHUB_BASE_REF="main")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        server = self.postgresql()
        done = self.shell(proof, DATABASE_URL=server.url)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(server.rows("SELECT version_num FROM alembic_version"), ["aaaa00000003"])
        # Meanwhile somebody else's request was merged. GitHub checks what the merge would be.
        self.git("checkout", "-q", "main")
        self.table("aaaa00000004", "aaaa00000002")
        self.commit("Somebody else's")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.git("checkout", "-q", "--detach", "main")
        self.git("merge", "-q", "-m", "The merge", "feature")
        done = self.shell(doctor, GITHUB_BASE_REF="main")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("::error title=RT109", done.stdout)
        self.assertIn("The history has 2 heads: aaaa00000003, aaaa00000004", done.stdout)


if __name__ == "__main__":
    harness.main(__doc__)
