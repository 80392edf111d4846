"""The faults of injected_faults.py: ways to break a history.

Each takes the project, the files that no other fault has touched, and the source of chance; it changes
the project and returns whether it could. What no command can put right goes into `project.by_hand`.
"""

import datetime
import os

from histories import START, File, ancestors, descendants, new_id


def take(free, chance, wanted=lambda file: True):
    candidates = [file for file in free if wanted(file)]
    if not candidates:
        return None
    file = chance.choice(candidates)
    free.remove(file)
    return file


def plain(file):
    return not file.is_merge and bool(file.parents)


def children_of(project, file):
    return [other for other in project.files if file.id in other.parents]


def missing_parent(project, free, chance):
    """A file is gone; its children are relinked to its parents."""
    file = take(free, chance, lambda f: plain(f) and children_of(project, f))
    if not file:
        return False
    children = children_of(project, file)
    # A merge that keeps another way to the parent would get a needless one.
    if any(child.is_merge or child not in free for child in children):
        return False
    for child in children:
        free.remove(child)
    project.files.remove(file)
    project.lost[file.id] = file.parents[0]
    return True


def missing_dependency(project, free, chance):
    file = take(free, chance, plain)
    if not file:
        return False
    file.depends = ["0123456789ab"]
    project.by_hand[file.name] = lambda: setattr(file, "depends", [])
    return True


def cycle(project, free, chance):
    """Somebody chains a file again, onto one that comes after it."""
    below = descendants(project)
    file = take(free, chance, lambda f: plain(f) and len(below[f.id]) > 1)
    if not file:
        return False
    target = chance.choice(sorted(below[file.id]))
    project.rechained[file.id] = file.parents
    file.doc_parents = file.parents
    file.parents = [target]
    return True


def self_loop(project, free, chance):
    file = take(free, chance, plain)
    if not file:
        return False
    file.doc_parents = file.parents
    file.parents = [file.id]
    return True


def dependency_cycle(project, free, chance):
    below = descendants(project)
    file = take(free, chance, lambda f: plain(f) and below[f.id])
    if not file:
        return False
    file.depends = [chance.choice(sorted(below[file.id]))]
    return True


def duplicate_id(project, free, chance):
    """A second file with the id of another."""
    file = take(free, chance, plain)
    if not file:
        return False
    number = len(project.files) + 1000
    copy = File(number, file.id, file.parents)
    copy.name = f"{file.id}_a_copy_{number}.py"
    copy.date = file.date
    project.files.append(copy)
    return True


def label_clash(project, free, chance):
    first = take(free, chance, plain)
    second = take(free, chance, plain)
    if not second:
        return False
    first.labels = second.labels = ["both"]
    return True


def rename_id(project, file, identifier):
    old = file.id
    for other in project.files:
        other.parents = [identifier if parent == old else parent for parent in other.parents]
    file.id = identifier
    file.name = f"{identifier}_step_{file.number}.py"


def illegal_id(project, free, chance):
    file = take(free, chance)
    if not file:
        return False
    rename_id(project, file, file.id[:5] + chance.choice("+-:@") + file.id[5:])
    return True


def long_id(project, free, chance):
    file = take(free, chance)
    if not file:
        return False
    rename_id(project, file, file.id + "0" * 30)
    return True


def prefix_id(project, free, chance):
    file = take(free, chance)
    other = take(free, chance)
    if not other:
        return False
    rename_id(project, file, other.id[:8])
    return True


def several_heads(project, free, chance):
    file = take(free, chance, plain)
    if not file:
        return False
    add_file(project, chance, [file.id])
    return True


def orphan(project, free, chance):
    add_file(project, chance, [])
    return True


def several_bases(project, free, chance):
    base = add_file(project, chance, [])
    add_file(project, chance, [base.id])
    return True


def add_file(project, chance, parents):
    number = max(file.number for file in project.files) + 1
    file = File(number, new_id(chance, {f.id for f in project.files}), parents)
    project.files.append(file)
    return file


def redundant_parent(project, free, chance):
    above = ancestors(project)
    file = take(free, chance, lambda f: f.parents and len(above[f.id]) > 2)
    if not file:
        return False
    extra = chance.choice(sorted(above[file.id] - set(file.parents)) or [None])
    if not extra:
        return False
    file.parents.append(extra)
    return True


def implied_dependency(project, free, chance):
    above = ancestors(project)
    file = take(free, chance, lambda f: plain(f) and len(above[f.id]) > 1)
    if not file:
        return False
    file.depends = [chance.choice(sorted(above[file.id]))]
    return True


def wrong_name(project, free, chance):
    file = take(free, chance)
    if not file:
        return False
    file.name = f"{new_id(chance, set())}_step_{file.number}.py"
    return True


def docstring_parent(project, free, chance):
    file = take(free, chance, plain)
    if not file:
        return False
    file.doc_parents = [new_id(chance, set())]
    return True


def docstring_id(project, free, chance):
    file = take(free, chance)
    if not file:
        return False
    file.doc_id = new_id(chance, set())
    return True


def date_order(project, free, chance):
    file = take(free, chance, plain)
    if not file:
        return False
    file.date = START - datetime.timedelta(days=1 + file.number)
    project.by_hand[file.name] = lambda: setattr(
        file, "date", START + datetime.timedelta(minutes=file.number))
    return True


def breaks(kind):
    def fault(project, free, chance):
        file = take(free, chance, plain)
        if not file:
            return False
        file.broken = kind
        project.by_hand[file.name] = lambda: setattr(file, "broken", None)
        return True

    fault.__name__ = f"broken_{kind}"
    return fault


def computed_header(project, free, chance):
    file = take(free, chance)
    if not file:
        return False
    file.computed = True
    project.by_hand[file.name] = lambda: setattr(file, "computed", False)
    return True


def identical_bodies(project, free, chance):
    first = take(free, chance, plain)
    second = take(free, chance, plain)
    if not second:
        return False
    old = second.body
    second.body = first.body
    project.by_hand[second.name] = lambda: setattr(second, "body", old)
    return True


def empty_migration(project, free, chance):
    file = take(free, chance, plain)
    if not file:
        return False
    old = file.body
    file.body = "    pass"
    project.by_hand[file.name] = lambda: setattr(file, "body", old)
    return True


def same_file_twice(project, free, chance):
    file = take(free, chance, plain)
    if not file:
        return False
    copy = File(file.number, file.id, file.parents)
    copy.copy_of = file
    copy.name = f"{file.id}_again.py"
    copy.date = file.date
    project.files.append(copy)
    return True


def unreadable(project, free, chance):
    """A link that leads nowhere."""
    link = os.path.join(project.root, "versions", "zz_gone.py")
    if os.path.lexists(link):
        return False
    os.symlink("nowhere.py", link)
    project.extra.append(("RT202", "versions/zz_gone.py", 0))
    project.by_hand["zz_gone.py"] = lambda: os.remove(link)
    return True


def location_twice(project, free, chance):
    """Every file is met twice: one finding for all of them."""
    if len(project.files) > 100:
        return False
    project.write("alembic.ini", project.ini() + "version_locations = %(here)s/versions "
                                                 "%(here)s/versions\npath_separator = space\n")
    project.locations = 2
    project.by_hand["alembic.ini"] = lambda: project.write("alembic.ini", project.ini())
    return True


def git_lacks(ignored):
    def fault(project, free, chance):
        """A repository that has all files but one."""
        file = take(free, chance)
        if not file or project.lacking:
            return False
        project.lacking = (file, ignored)
        return True

    fault.__name__ = "ignored" if ignored else "untracked"
    return fault


FAULTS = [
    missing_parent, missing_dependency, cycle, self_loop, dependency_cycle, duplicate_id,
    label_clash, illegal_id, long_id, prefix_id, several_heads, orphan, several_bases,
    redundant_parent, implied_dependency, wrong_name, docstring_parent, docstring_id, date_order,
    breaks("syntax"), breaks("header"), breaks("conflict"), computed_header, identical_bodies,
    empty_migration, same_file_twice, unreadable, location_twice, git_lacks(False), git_lacks(True),
]
