"""The page of `retort inspect --format html` in a real browser.

    tests/browser/schema_page.py RETORT
"""
import pathlib
import statistics
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "scenarios")]
sys.dont_write_bytecode = True

import harness  # noqa: E402
from browser import Page  # noqa: E402

SCHEMA = """
CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, mail VARCHAR(40) NOT NULL UNIQUE);
CREATE TABLE entry (id INTEGER NOT NULL PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  amount NUMERIC(10, 2) DEFAULT 0, CHECK (amount >= 0));
CREATE TABLE circle_a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES circle_b (id));
CREATE TABLE circle_b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES circle_a (id), self INTEGER REFERENCES circle_b (id));
CREATE TABLE "</script><b>x" (id INTEGER PRIMARY KEY);
CREATE INDEX by_amount ON entry (amount);
CREATE VIEW rich AS SELECT account_id FROM entry WHERE amount > 100;
"""


class SchemaPage(Page, harness.Scenario):
    def build(self, schema):
        self.write("schema.sql", schema)
        self.retort("--dialect", "sqlite", "inspect", "schema.sql", "--format", "html", "-o", "map.html")
        self.browser.open((self.root / "map.html").as_uri())

    def shown(self):
        return sorted(self.browser.evaluate("[...shown].map(table => table.id)"))

    def click_on(self, table):
        self.browser.evaluate(f"show(byId.get({table!r})); draw()")
        x, y = self.browser.evaluate(
            f"(t => (box => [box.left + view.x + (t.x + 5) * view.scale, box.top + view.y + (t.y + 5) * view.scale])"
            f"(canvas.getBoundingClientRect()))(byId.get({table!r}))")
        self.browser.click(x, y)
        self.assertEqual(self.browser.evaluate("chosen.id"), table)
        return self.text_of("details")

    def test_the_page_searches_and_shows_each_table(self):
        self.build(SCHEMA)
        self.assertEqual(self.text_of("count"), "6 tables and views")
        for text, expected in (("ENTRY", ["entry"]), ("amount", ["entry"]), ("mail", ["account"]),
                               ("circle", ["circle_a", "circle_b"])):
            self.set("search", text)
            self.assertEqual(self.shown(), expected, text)
            self.assertEqual(self.text_of("count"), f"{len(expected)} of 6 tables and views")
            self.set("search", "")
        panel = self.click_on("entry")
        for part in ("account_id", "NUMERIC(10, 2)", "DEFAULT 0", "NOT NULL", "refers to", "account (account_id) ON DELETE CASCADE",
                     "by_amount", "amount >= 0"):
            self.assertIn(part, panel)
        # What a name says is text, whatever it looks like; a table's neighbours are a click away.
        self.assertIn("</script><b>x", self.click_on("</script><b>x"))
        self.click_on("entry")
        self.browser.evaluate("[...document.querySelectorAll('#details a')].find(a => a.innerText === 'account').click()")
        self.assertEqual(self.browser.evaluate("chosen.id"), "account")
        self.assertIn("referred to by", self.text_of("details"))
        self.browser.evaluate("$('near').click()")
        self.assertEqual(self.shown(), ["account", "entry"])
        self.assertIn("SELECT account_id FROM entry", self.view_text())
        self.check_alone()

    def view_text(self):
        self.browser.evaluate("$('near').click()")
        return self.click_on("rich")

    def test_no_table_lies_on_another(self):
        self.build(SCHEMA)
        overlaps = self.browser.evaluate(
            "data.tables.flatMap((a, i) => data.tables.slice(i + 1).filter(b => a.x < b.x + b.width && b.x < a.x + a.width"
            " && a.y < b.y + b.height && b.y < a.y + a.height).map(b => [a.id, b.id]))")
        self.assertEqual(overlaps, [])
        self.assertGreater(self.browser.evaluate("byId.get('entry').x"), self.browser.evaluate("byId.get('account').x"))
        for scheme, paper in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(13, 17, 23)")):
            self.browser.prefer(scheme)
            self.browser.open((self.root / "map.html").as_uri())
            self.assertEqual(self.browser.evaluate("getComputedStyle(document.body).backgroundColor"), paper)

    def test_two_thousand_tables_stay_usable(self):
        tables = []
        for number in range(2000):
            columns = [f"c{column} VARCHAR(40)" for column in range(8)]
            if number % 10:
                columns.append(f"parent_id INTEGER REFERENCES t{number // 10} (id)")
            tables.append(f"CREATE TABLE t{number} (id INTEGER PRIMARY KEY, {', '.join(columns)});\n")
        self.build("".join(tables))
        self.assertEqual(self.text_of("count"), "2000 tables and views")
        timed = """(calls => calls.map(call => {
          const begin = performance.now(); call(); context.getImageData(0, 0, 1, 1); return performance.now() - begin; }))"""
        figures = {
            "load": self.browser.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"),
            "whole": statistics.median(self.browser.evaluate(timed + "(Array(5).fill(() => $('fit').click()))")),
            "search": statistics.median(self.browser.evaluate(
                timed + "(['t1', 't77', 'parent', ''].map(text => () => { $('search').value = text; filter(); }))")),
        }
        print({name: round(value, 1) for name, value in figures.items()}, "ms")
        # Far above what it takes, for machines that do other things meanwhile.
        for name, most in (("load", 20_000), ("whole", 3000), ("search", 3000)):
            self.assertLess(figures[name], most, name)
        self.check_alone()


if __name__ == "__main__":
    harness.main(__doc__)
