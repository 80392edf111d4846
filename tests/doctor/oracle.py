"""What the doctor must find: told from the files alone, independently of Retort."""

import collections

from histories import components, down_edges, reach


class Expected:
    """Findings as (code, file, line); `loose` ones may be at any of several places."""

    def __init__(self):
        self.exact = collections.Counter()
        self.loose = []

    def add(self, code, file, line):
        self.exact[(code, "versions/" + file.name, line)] += 1


def oracle(project):
    out = Expected()
    for file in project.files:
        file.text()  # for the lines
    for file in project.files:
        if file.copy_of:
            file.id_line, file.parent_line = file.copy_of.id_line, file.copy_of.parent_line
    nodes, edges = down_edges(project)
    expect_references(project, nodes, out)
    expect_cycles(nodes, edges, out)
    expect_ids(project, nodes, out)
    expect_ends(nodes, edges, out)
    expect_needless(nodes, edges, out)
    expect_files(project, nodes, out)
    expect_surroundings(project, out)
    return out


def expect_surroundings(project, out):
    for finding in project.extra:
        out.exact[finding] += 1
    if project.locations > 1:
        out.exact[("RT215", None, None)] += 1
    if project.lacking:
        file, ignored = project.lacking
        shown = file.declares()
        out.exact[("RT214" if ignored else "RT213", "versions/" + file.name,
                   file.id_line if shown else 0)] += 1


def expect_references(project, nodes, out):
    for code, of, line in (("RT101", "parents", "parent_line"), ("RT108", "depends", "depends_line")):
        first = {}
        for file in nodes.values():
            for name in getattr(file, of):
                if name not in nodes:
                    first.setdefault(name, file)
        # In the order in which ids were first loaded; a replaced file keeps its place.
        for name, file in first.items():
            out.add(code, file, getattr(file, line))
    labels = collections.defaultdict(list)
    for file in nodes.values():
        for label in file.labels:
            labels[label].append(file)
    for users in labels.values():
        if len(users) > 1:
            out.add("RT106", users[-1], users[-1].labels_line)


def expect_cycles(nodes, edges, out):
    versioned = set()
    for component in components(edges):
        versioned |= component
        code = "RT103" if len(component) == 1 else "RT102"
        out.loose.append((code, {("versions/" + nodes[i].name, nodes[i].parent_line)
                                 for i in component}))
    every = {i: edges[i] + [d for d in nodes[i].depends if d in nodes] for i in nodes}
    for component in components(every):
        if not component & versioned:
            places = {("versions/" + nodes[i].name, nodes[i].parent_line) for i in component}
            places |= {("versions/" + nodes[i].name, nodes[i].depends_line) for i in component}
            out.loose.append(("RT104", places))


def expect_ids(project, nodes, out):
    declared = collections.defaultdict(list)
    for file in project.loaded():
        if file.declares():
            declared[file.id].append(file)
    for files in declared.values():
        if len(files) > 1:
            out.add("RT105", files[-1], files[-1].id_line)
    for identifier, file in nodes.items():
        if set(identifier) & set("+-:@"):
            out.add("RT107", file, file.id_line)
        if len(identifier) > 32:
            out.add("RT115", file, file.id_line)
    order = sorted(nodes)
    for one, following in zip(order, order[1:]):
        if len(one) >= 4 and following.startswith(one):
            out.add("RT116", nodes[one], nodes[one].id_line)


def expect_ends(nodes, edges, out):
    children = collections.Counter(p for parents in edges.values() for p in parents)
    heads = [i for i in nodes if not children[i]]
    bases = [i for i in nodes if not nodes[i].parents]
    # The child of a head may be what is missing.
    missing = {p for f in nodes.values() for p in f.parents + f.depends if p not in nodes}
    if len(heads) >= 2 + len(missing):
        out.add("RT109", nodes[heads[-1]], nodes[heads[-1]].id_line)
    if len(bases) > 1:
        lonely = [i for i in bases if not children[i]]
        joined = [i for i in bases if children[i]]
        for i in lonely:
            out.add("RT111", nodes[i], nodes[i].id_line)
        if len(joined) > 1:
            out.add("RT110", nodes[joined[-1]], nodes[joined[-1]].id_line)


def expect_needless(nodes, edges, out):
    for i, file in nodes.items():
        past = set()
        if len(file.parents) > 1 or file.depends:
            past = reach(edges, i)
        if len(file.parents) > 1 and len(edges[i]) == len(file.parents):
            above = set()
            for parent in edges[i]:
                above |= reach(edges, parent)
            needless = [p for p in edges[i] if p in above]
            if needless and i not in above:
                code = "RT112" if len(edges[i]) - len(needless) == 1 else "RT113"
                out.add(code, file, file.parent_line)
        for target in file.depends:
            if target in nodes and target != i and target in past:
                out.add("RT114", file, file.depends_line)


def expect_files(project, nodes, out):
    missing = {p for f in nodes.values() for p in f.parents + f.depends if p not in nodes}
    for file in project.files:
        if file.broken == "conflict":
            out.add("RT209", file, file.id_line - 1)
            continue
        if file.broken == "header":
            out.add("RT203", file, file.id_line)
            continue
        source = file.copy_of or file
        claimed = file.name.split("_")[0]
        if file.id not in file.name and (len(claimed) == 12 or claimed in nodes or
                                         claimed in missing):
            out.add("RT205", file, file.id_line)
        told = source.doc_parents
        if told is not None and sorted(told) != sorted(source.parents):
            out.add("RT206", file, 4)
        if source.doc_id is not None:
            out.add("RT207", file, 3)
        if source.computed:
            out.add("RT204", file, file.id_line)
        if source.broken == "syntax":
            out.add("RT201", file, source.syntax_line)
        if source.body == "    pass" and len(source.parents) < 2 and source.broken != "syntax":
            out.add("RT212", file, file.id_line)
    for i, file in nodes.items():
        for parent in file.parents:
            if parent in nodes and file.date < nodes[parent].date:
                out.add("RT208", file, 5)
    expect_copies(project, out)


def expect_copies(project, out):
    texts = collections.defaultdict(list)
    bodies = collections.defaultdict(list)
    for file in project.loaded():
        text = file.text()
        texts[text].append(file)
        at = text.find("\ndef ")
        if file.declares() and "op." in text[at:]:
            bodies[text[at:]].append(file)
    for files in texts.values():
        if len(files) > 1:
            out.add("RT210", files[-1], files[-1].id_line)
    for files in bodies.values():
        if len(files) > 1 and len({file.text() for file in files}) > 1:
            out.add("RT211", files[-1], files[-1].id_line)
