"""The page of `retort graph --format html` in a real browser.

    tests/browser/graph_page.py RETORT
"""
import pathlib
import statistics
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "scenarios"), str(HERE.parents[1] / "bench")]
sys.dont_write_bytecode = True

import harness  # noqa: E402
import projects  # noqa: E402
from browser import Page  # noqa: E402
from harness import script  # noqa: E402

STEP = 24  # pixels of a row
TOP = 20

# How long some calls take, drawing included: in milliseconds.
TIMED = """(calls => calls.map(call => {
  const begin = performance.now(); call(); context.getImageData(0, 0, 1, 1); return performance.now() - begin;
}))"""


def table(name):
    return f'op.create_table("{name}", sa.Column("id", sa.Integer(), primary_key=True))', f'op.drop_table("{name}")'


class GraphPage(Page, harness.Scenario):
    def build(self):
        """Two branches and their merge, a circle beside them, and two authors."""
        self.write("alembic.ini", harness.INI)
        self.write("migrations/env.py", harness.ENV)
        scripts = [
            ("aaaa00000001", None, "users", *table("users"), "Ada"),
            ("aaaa00000002", "aaaa00000001", "orders", *table("orders"), "Bob"),
            ("aaaa00000003", "aaaa00000001", "invoices </script><b>x", *table("invoices"), "Ada"),
            ("aaaa00000004", ("aaaa00000002", "aaaa00000003"), "both", "pass", "pass", "Bob"),
            ("cccc00000001", "cccc00000002", "chicken", *table("chicken"), "Bob"),
            ("cccc00000002", "cccc00000001", "egg", *table("egg"), "Bob"),
        ]
        for number, (revision, parent, message, upgrade, downgrade, author) in enumerate(scripts, 1):
            text = script(revision, parent, message, upgrade, downgrade, created=f"2024-0{number}-01 09:00:00")
            if revision == "aaaa00000003":
                text = text.replace("branch_labels = None", "branch_labels = 'money'")
            self.write(f"migrations/versions/{revision}.py", text)
            self.commit(message, author=author)
        self.retort("graph", "--format", "html", "-o", "map.html")

    def shown(self):
        return sorted(self.browser.evaluate("[...shown].map(node => node.id)"))

    def click_on(self, revision):
        row = self.browser.evaluate(f"byId.get({revision!r}).row")
        top = self.browser.evaluate("canvas.getBoundingClientRect().top")
        self.browser.click(60, top + TOP + row * STEP)
        self.assertEqual(self.browser.evaluate("chosen.id"), revision)
        return self.text_of("details")

    def pixel_of(self, revision):
        """The colour in the middle of a revision's mark."""
        return self.browser.evaluate(f"[...context.getImageData(...at(byId.get({revision!r})), 1, 1).data]")

    def test_the_page_searches_filters_and_shows_each_revision(self):
        self.build()
        self.browser.open((self.root / "map.html").as_uri())
        self.assertEqual(self.text_of("count"), "6 revisions")
        for identifier, value, expected in (
                ("search", "ORDERS", ["aaaa00000002"]), ("search", "cccc", ["cccc00000001", "cccc00000002"]),
                ("author", "Ada", ["aaaa00000001", "aaaa00000003"]), ("table", "egg", ["cccc00000002"]),
                ("branch", "money", ["aaaa00000003", "aaaa00000004"]),
                ("from", "2024-05-01", ["cccc00000001", "cccc00000002"]), ("to", "2024-01-31", ["aaaa00000001"])):
            self.set(identifier, value)
            self.assertEqual(self.shown(), expected, identifier)
            self.assertEqual(self.text_of("count"), f"{len(expected)} of 6 revisions")
            self.set(identifier, "")
        self.browser.evaluate("$('found').click()")
        self.assertLessEqual({"cccc00000001", "cccc00000002"}, set(self.shown()))
        self.assertNotIn("aaaa00000002", self.shown())
        self.browser.evaluate("$('found').click()")
        panel = self.click_on("aaaa00000002")
        for part in ("orders", "migrations/versions/aaaa00000002.py", "aaaa00000001", "aaaa00000004", "2024-02-01",
                     "Bob, 2024-01-03", "CREATE TABLE orders", "SQL of postgresql", "SQL of mysql", "SQL of sqlite",
                     "op.create_table"):
            self.assertIn(part, panel)
        self.assertIn("RT102: 2 revisions come before themselves", self.click_on("cccc00000001"))
        # What a file says is text, whatever it looks like.
        self.assertIn("invoices </script><b>x", self.click_on("aaaa00000003"))
        # A link leads to the parent; the keys go through the rows.
        self.browser.evaluate("[...document.querySelectorAll('#details a')].find(a => a.innerText === 'aaaa00000001').click()")
        self.assertEqual(self.browser.evaluate("chosen.id"), "aaaa00000001")
        self.browser.evaluate("canvas.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowUp'}))")
        self.assertEqual(self.browser.evaluate("chosen.row + 1 - byId.get('aaaa00000001').row"), 0)
        self.check_alone()

    def test_the_page_moves_zooms_and_follows_the_colour_scheme(self):
        self.build()
        seen = {}
        for scheme, paper, bad in (("light", (255, 255, 255), (217, 48, 37)), ("dark", (13, 17, 23), (255, 123, 114))):
            self.browser.prefer(scheme)
            self.browser.open((self.root / "map.html").as_uri())
            self.assertEqual(self.browser.evaluate("getComputedStyle(document.body).backgroundColor"),
                             f"rgb{paper}")
            self.assertEqual(self.pixel_of("cccc00000001"), [*bad, 255])  # circles are marked
            self.assertNotEqual(self.pixel_of("aaaa00000002"), [*bad, 255])
            seen[scheme] = self.browser.screenshot()
        self.assertNotEqual(seen["light"], seen["dark"])
        self.browser.mouse("mouseWheel", 300, 300, deltaX=0, deltaY=50)
        self.assertEqual(self.browser.evaluate("view.y"), TOP - 50)
        self.browser.mouse("mouseWheel", 300, 300, deltaX=0, deltaY=-120, modifiers=2)
        self.assertGreater(self.browser.evaluate("view.scale"), 1.2)
        before = self.browser.evaluate("[view.x, view.y]")
        self.browser.mouse("mousePressed", 300, 300, button="left", clickCount=1)
        for x, y in ((320, 310), (340, 330)):
            self.browser.mouse("mouseMoved", x, y, button="left", buttons=1)
        self.browser.mouse("mouseReleased", 340, 330, button="left", clickCount=1)
        after = self.browser.evaluate("[view.x, view.y]")
        self.assertEqual([round(b - a) for a, b in zip(before, after)], [40, 30])
        self.assertIsNone(self.browser.evaluate("chosen"))  # a drag is no click
        self.browser.evaluate("$('fit').click()")
        self.assertEqual(self.browser.evaluate("[view.x, view.y, view.scale]"), [20, 20, 1])

    def test_five_thousand_revisions_stay_usable(self):
        for shape in ("branchy", "wide"):
            folder = self.root / shape
            projects.write_project(folder, shape, 5000)
            projects.set_url(folder, "sqlite:///none.db")
            page = folder / "map.html"
            self.retort("graph", "--format", "html", "-o", page, folder=shape)
            self.assertLess(page.stat().st_size, 12_000_000)
            self.browser.open(page.as_uri())
            self.assertEqual(self.text_of("count"), "5000 revisions")
            load = self.browser.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            pan = self.browser.evaluate(TIMED + "(Array(9).fill(() => { view.y -= 2400; draw(); }))")
            whole = self.browser.evaluate(TIMED + "(Array(9).fill(() => $('fit').click()))")
            self.assertGreater(self.browser.evaluate("canvas.clientHeight"),
                               self.browser.evaluate("at(data.nodes.at(-1))[1]"))  # all of it is in sight
            search = self.browser.evaluate(
                TIMED + "(['c', 'change number 77', 'table', 'a', ''].map(text => () => { $('search').value = text; filter(); }))")
            figures = {"load": load, "pan": statistics.median(pan), "whole": statistics.median(whole),
                       "search": statistics.median(search)}
            print(shape, page.stat().st_size, {name: round(value, 1) for name, value in figures.items()}, "ms")
            # Far above what it takes, for machines that do other things meanwhile.
            for name, most in (("load", 20_000), ("pan", 500), ("whole", 1500), ("search", 1500)):
                self.assertLess(figures[name], most, name)
            self.check_alone()


if __name__ == "__main__":
    harness.main(__doc__)
