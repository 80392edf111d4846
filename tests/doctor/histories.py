"""Histories as files: what injected_faults.py breaks, in several healthy shapes."""

import collections
import datetime
import os
import subprocess

INI = """[alembic]
script_location = %(here)s
sqlalchemy.url = sqlite:///{root}/database.db
"""
ENV = """from alembic import context
config = context.config
"""
MAKO = '''"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
'''
START = datetime.datetime(2024, 1, 1)


class File:
    """One migration file, as it is written: not always as it should be."""

    def __init__(self, number, identifier, parents):
        self.number = number
        self.id = identifier
        self.parents = list(parents)
        self.depends = []
        self.labels = []
        self.doc_id = None  # what the docstring says, when not the truth
        self.doc_parents = None
        self.date = START + datetime.timedelta(minutes=number)
        self.name = f"{identifier}_step_{number}.py"
        self.body = f'    op.execute("SELECT {number}")'
        self.broken = None  # 'syntax', 'header', 'conflict'
        self.computed = False
        self.copy_of = None
        self.is_merge = len(parents) > 1

    def declares(self):
        return self.broken not in ("header", "conflict")

    def value(self, items):
        if not items:
            return "None"
        if len(items) == 1:
            return repr(items[0])
        return repr(tuple(items))

    def text(self):
        if self.copy_of:
            return self.copy_of.text()
        parents = self.parents if self.doc_parents is None else self.doc_parents
        doc_id = self.id if self.doc_id is None else self.doc_id
        lines = [
            f'"""step {self.number}',
            "",
            f"Revision ID: {doc_id}",
            f"Revises: {', '.join(parents)}".rstrip(),
            f"Create Date: {self.date}",
            "",
            '"""',
            "from alembic import op",
        ]
        if self.broken == "conflict":
            lines += ["<<<<<<< HEAD"]
        self.id_line = len(lines) + 1
        lines += [f"revision = {self.id!r}" if not self.computed else f"revision = {self.id!r} + ''"]
        if self.broken == "conflict":
            lines += ["=======", "revision = 'other'", ">>>>>>> theirs"]
        self.parent_line = len(lines) + 1
        if self.broken != "header":
            lines += [f"down_revision = {self.value(self.parents)}"]
        self.labels_line = len(lines) + 1
        lines += [f"branch_labels = {self.value(self.labels)}"]
        self.depends_line = len(lines) + 1
        lines += [f"depends_on = {self.value(self.depends)}"]
        lines += ["", "", "def upgrade():"]
        self.syntax_line = len(lines) + 1
        lines += ["    pass = 1" if self.broken == "syntax" else self.body]
        lines += ["", "", "def downgrade():", "    pass", ""]
        return "\n".join(lines)


class Project:
    def __init__(self, root, files):
        self.root = root
        self.files = files
        self.lost, self.rechained, self.by_hand = {}, {}, {}
        self.extra = []  # findings that no file of `files` explains
        self.locations = 1
        self.lacking = None  # what git lacks, and whether it ignores it
        os.makedirs(os.path.join(root, "versions"))
        self.write("alembic.ini", self.ini())
        self.write("env.py", ENV)
        self.write("script.py.mako", MAKO)

    def ini(self):
        return INI.format(root=self.root)

    def write(self, name, text):
        with open(os.path.join(self.root, name), "w", encoding="utf-8") as out:
            out.write(text)

    def write_all(self):
        for file in self.files:
            self.write(os.path.join("versions", file.name), file.text())

    def fill_repository(self):
        """What git has: everything but the file that it lacks."""
        if not self.lacking:
            return
        file, ignored = self.lacking
        name = "versions/" + file.name
        self.git("init", "-q")
        if ignored:
            self.write(".gitignore", name + "\n")
        else:
            self.git("add", "--all", "versions", ":!" + name)
        self.git("add", "--all", *([] if ignored else ["versions", ":!" + name]))
        self.git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "all")

    def git(self, *arguments):
        subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True)

    def loaded(self):
        """In the order in which files are loaded."""
        return sorted(self.files, key=lambda file: file.name)


def new_id(chance, taken):
    while True:
        identifier = f"{chance.getrandbits(48):012x}"
        letters = any(c in "abcdef" for c in identifier)
        if letters and any(c.isdigit() for c in identifier) and identifier not in taken:
            taken.add(identifier)
            return identifier


def shape(kind, size, chance):
    """Parents of each node, by number; one base, one head, no needless parents."""
    if kind == "linear":
        return [[n - 1] if n else [] for n in range(size)]
    nodes = [[]]
    heads = [0]
    if kind == "wide":
        width = max(2, min(12, size // 6))
        heads = []
        for _ in range(width):
            nodes.append([0])
            heads.append(len(nodes) - 1)
        while len(nodes) < size - 1:
            at = chance.randrange(width)
            nodes.append([heads[at]])
            heads[at] = len(nodes) - 1
    elif kind == "ladder":
        while len(nodes) < size - 4:
            top = len(nodes) - 1
            nodes += [[top], [top], [top + 1, top + 2]]
        heads = [len(nodes) - 1]
    else:
        merging = 0.35 if kind == "merges" else 0.1
        while len(nodes) < size:
            if len(heads) > 1 and chance.random() < merging:
                chosen = chance.sample(heads, 2)
                nodes.append(sorted(chosen))
                heads = [head for head in heads if head not in chosen]
            else:
                parent = chance.choice(heads)
                heads.remove(parent)
                nodes.append([parent])
                if chance.random() < 0.15 and len(heads) < 8:
                    heads.append(len(nodes) - 1)
                    nodes.append([parent])
            heads.append(len(nodes) - 1)
    if len(heads) > 1:
        nodes.append(sorted(heads))
    return nodes


def healthy(root, kind, size, chance):
    taken = set()
    files = []
    for number, parents in enumerate(shape(kind, size, chance)):
        files.append(File(number, new_id(chance, taken), [files[p].id for p in parents]))
    return Project(root, files)


def reach(edges, start):
    seen = set()
    todo = list(edges.get(start, ()))
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(edges.get(node, ()))
    return seen


def down_edges(project):
    nodes = {file.id: file for file in project.loaded() if file.declares()}
    return nodes, {i: [p for p in f.parents if p in nodes] for i, f in nodes.items()}


def ancestors(project):
    _, edges = down_edges(project)
    done = {}
    for start in edges:
        done[start] = reach(edges, start)
    return done


def descendants(project):
    out = {file.id: set() for file in project.files}
    for node, above in ancestors(project).items():
        for parent in above:
            out.setdefault(parent, set()).add(node)
    return out


def components(edges):
    """Strongly connected components with a cycle (Kosaraju, without recursion)."""
    order, seen = [], set()
    for start in edges:
        if start in seen:
            continue
        seen.add(start)
        stack = [(start, iter(edges[start]))]
        while stack:
            node, rest = stack[-1]
            for target in rest:
                if target not in seen:
                    seen.add(target)
                    stack.append((target, iter(edges[target])))
                    break
            else:
                order.append(node)
                stack.pop()
    back = collections.defaultdict(list)
    for node, targets in edges.items():
        for target in targets:
            back[target].append(node)
    seen, out = set(), []
    for start in reversed(order):
        if start in seen:
            continue
        component, todo = set(), [start]
        seen.add(start)
        while todo:
            node = todo.pop()
            component.add(node)
            for target in back[node]:
                if target not in seen:
                    seen.add(target)
                    todo.append(target)
        if len(component) > 1 or start in edges[start]:
            out.append(component)
    return out
