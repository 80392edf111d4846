"""Projects and command lines for authoring.py: everything that people do beside upgrading.

A step is a command line; `new:` before it leaves it out where the installed Alembic is older than the
newest; `ini:` adds lines to [alembic] of the configuration; `edit:` sets EDITOR.
"""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    steps: tuple
    files: tuple = ()  # (path, text); they replace what init wrote
    template: str = "generic"


BRANCHED = (
    ("migrations/versions/a1_start.py", '"""start\n\nThe long story.\n"""\nrevision = "a1aa"\ndown_revision = None\n'),
    ("migrations/versions/b1_left.py", '"""left"""\nrevision = "b1bb"\ndown_revision = "a1aa"\nbranch_labels = ("left",)\n'),
    ("migrations/versions/c1_right.py", '"""right"""\nrevision = "c1cc"\ndown_revision = "a1aa"\nbranch_labels = ("right",)\n'),
    ("migrations/versions/d1_more.py", '"""more"""\nrevision = "d1dd"\ndown_revision = "c1cc"\ndepends_on = "b1bb"\n'),
)
BODIES = tuple((path, text + "def upgrade(): pass\ndef downgrade(): pass\n") for path, text in BRANCHED)

CASES = (
    Case(
        "linear",
        (
            'revision -m "Add accounts" --rev-id aa11',
            'revision -m "Add books, and \\"more\\"" --rev-id bb22 --branch-label shop',
            "revision --rev-id cc33 --depends-on aa11",
            "heads", "heads -v", "history", "history -v", "show head", "show bb22", "show base", "show nowhere",
            "branches", "branches -v", "history -r aa11:cc33", "history -r aa11:", "history -r :bb22",
            "history -r-2:", "history -r bb22-1:head", "history -r :", "history -r aa11", "history -r cc33:aa11",
            "history -r nowhere:", "history -v -r bb22:bb22", "current", "current -v", "upgrade bb22", "current",
            "current -v", "history -i", "history -i -v", "history -r current:", "history -r :current",
            "history -r-1:current", "history -r current:+1", "history -i -r aa11:bb22",
            "new:current --check-heads", "upgrade head", "new:current --check-heads", "current", "show current",
            "downgrade -1", "current", "stamp head", "current", "downgrade base", "current", "show current",
        ),
    ),
    Case(
        "branched",
        (
            "new:heads", "new:heads -v", "heads --resolve-dependencies", "new:heads --resolve-dependencies -v",
            "new:history", "new:history -v", "new:branches", "branches -v", "show a1aa", "show heads", "show left@head",
            "show right@head", "show head", "new:history -r left@base:left@head", "new:history -r a1aa:heads", "upgrade b1bb", "current -v", "upgrade heads", "current", "new:current --check-heads",
            "new:history -i", "downgrade right@a1aa", "current", "revision -m no", "revision -m no --head a1aa",
            "revision -m next --head left@head --rev-id e1ee", "revision -m splice --head a1aa --splice --rev-id f1ff",
            "revision -m base --head base --rev-id zz99 --branch-label third", "new:heads", "merge b1bb d1dd",
            "merge e1ee d1dd -m joined --rev-id abcd --branch-label both", "merge heads --rev-id dcba",
            "merge e1ee abcd", "merge dcba dcba", "merge dcba nowhere", "new:merge a1aa dcba --splice --rev-id ff99 -m odd",
            "new:heads", "new:history",
        ),
        BODIES,
    ),
    Case(
        "errors",
        (
            "revision --rev-id x-1@", "revision --head nowhere", "revision --depends-on nowhere",
            "revision --version-path elsewhere", "revision --sql", "revision --sql --autogenerate",
            "revision -m x --rev-id a1 --head base", "history -r a1:b1:c1", "merge nowhere", "merge", "edit", "edit nowhere",
            "edit base", "init", "upgrade", "init migrations", "show", "revision extra", "heads --nothing", "nothing",
            "revision -m", "upgrade nowhere", "downgrade a1:base", "stamp nowhere",
        ),
    ),
    Case(
        "file_names",
        (
            'revision -m "Über-Größe: 2nd \\"try\\" of a message that is far too long" --rev-id a1aa',
            'revision -m "  spaces   and	tabs " --rev-id a2aa', 'revision -m "" --rev-id a3aa',
            'revision -m "averyveryverylongsinglewordthatdoesnotfitatallinit" --rev-id a4aa',
            "ini:truncate_slug_length = 8", 'revision -m "one two three" --rev-id b1bb',
        ),
    ),
    Case(
        "file_names_in_folders",
        (
            "ini:file_template = %%(year)d/%%(month).2d-%%(day).2d_%%(rev)s_%%(slug)s", "ini:recursive_version_locations = true",
            'new:revision -m "in a folder" --rev-id c1cc', "ini:timezone = utc", "new:revision -m zone --rev-id d1dd",
            "ini:timezone = Europe/Berlin", "new:revision -m zone --rev-id d2dd", "ini:timezone = Nowhere/Town",
            "new:revision -m zone --rev-id e1ee", "new:history",
        ),
    ),
    Case(
        "locations",
        (
            "ini:version_locations = %(here)s/one:%(here)s/two", "new:revision -m first --rev-id a1aa",
            "new:revision -m first --rev-id a1aa --version-path one", "new:revision -m second --rev-id a2aa",
            "new:revision -m other --rev-id b1bb --head base", "new:revision -m other --rev-id b1bb --head base --version-path ./two",
            "new:revision -m more --rev-id b2bb --head b1bb", "new:revision -m moved --rev-id b3bb --head b2bb --version-path one",
            "new:revision -m bad --head b3bb --version-path three", "new:history", "new:heads -v",
        ),
    ),
    Case(
        "own_template",
        (
            'revision -m "Speed: ABC-12 & <ABC-13>" --rev-id a1aa', "revision -m plain --rev-id b1bb",
            "revision -m both --rev-id c1cc --depends-on a1aa --depends-on b1bb --branch-label lab",
            "new:merge c1cc --rev-id d1dd -m merged",
        ),
        (
            (
                "migrations/script.py.mako",
                '## gone\n<%doc> gone too\n</%doc>\\\n<%!\n    import re\n    def shout(text):\n        return text.upper()\n%>\\\n'
                '<%\n    tickets = re.findall(r"[A-Z]+-\\d+", message)\n%>\\\n"""${message | shout}"""\n'
                "% for ticket in tickets:\n# ${loop.index}${'' if loop.last else ','} ${ticket | h,trim}\n% endfor\n"
                "% if not tickets:\n# none\n% elif len(tickets) > 1:\n# many\n% else:\n# one\n% endif\n"
                "revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n"
                "branch_labels = ${repr(branch_labels)}\ndepends_on = ${repr(depends_on)}\n"
                "# ${down_revision | comma,n} | ${message | u} ${message | h} ${'  x ' | trim}. ${{'a': '}'}['a']}\n"
                "# ${config.get_main_option('prepend_sys_path')} ${context.get('nothing', 'default')}\n"
                "<%text># ${raw} % </%text>\n"
                '<%def name="function(name, body=\'pass\')">\ndef ${name}():\n    ${body}\n</%def>\\\n'
                '${function("upgrade")}${function("downgrade", body="return 1")}\n'
                "% try:\n# ${1 // 0}\n% except ZeroDivisionError as e:\n# ${e}\n% endtry\n# 100 % sure \\\nand joined\n"
                "<%\n    text = '''x\n  y'''\n    numbers = [n for n in range(3)]\n%>\n# ${text.split()} ${numbers}\n",
            ),
        ),
    ),
    Case(
        "broken_templates",
        ("revision -m x --rev-id a1aa",),
        (("migrations/script.py.mako", 'revision = "x"\n${author}\n'),),
    ),
    Case(
        "unclosed_template",
        ("revision -m x --rev-id a1aa",),
        (("migrations/script.py.mako", "% for x in [1]:\n${x}\n"),),
    ),
    Case(
        "environment",
        (
            "ini:revision_environment = true", "revision -m x --rev-id a1aa", "new:revision -m y --rev-id b1bb --sql",
            "new:merge b1bb --rev-id c1cc -m m", "new:history -r a1aa:b1bb", "new:history -v",
        ),
        (
            (
                "migrations/script.py.mako",
                'revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n# ${author} ${tags}\n${imports}\n'
                "def upgrade():\n    ${one_upgrades if one_upgrades else 'pass'}\n"
                "def downgrade():\n    ${one_downgrades if one_downgrades else 'pass'}\n",
            ),
            (
                "migrations/env.py",
                "from alembic import context\nfrom sqlalchemy import create_engine\n"
                "options = dict(template_args={'author': 'Ada', 'tags': ['a', 1]}, upgrade_token='one_upgrades',\n"
                "               downgrade_token='one_downgrades')\n"
                "if context.is_offline_mode():\n    context.configure(url='sqlite:///x.db', **options)\n"
                "    context.run_migrations()\nelse:\n    with create_engine('sqlite://').connect() as connection:\n"
                "        context.configure(connection=connection, **options)\n"
                "        with context.begin_transaction():\n            context.run_migrations()\n",
            ),
        ),
    ),
    Case(
        "directives",
        (
            "ini:revision_environment = true", "new:revision -m x", "new:revision -m y --branch-label lab", "new:revision -m take-back",
            "new:revision -m raise", "new:revision -m z --rev-id zzzz --depends-on 0001", "new:merge 0001 0003 --splice -m m --rev-id mmmm",
            "new:history", "new:heads",
        ),
        (
            (
                "migrations/env.py",
                "from alembic import context\nfrom alembic.script import ScriptDirectory\nfrom sqlalchemy import create_engine\n"
                "def number(context, revision, directives):\n    script = directives[0]\n"
                "    if getattr(context.config.cmd_opts, 'autogenerate', False):\n        raise Exception('no')\n"
                "    if not script.upgrade_ops.is_empty():\n        raise Exception('no')\n"
                "    if script.message == 'take-back':\n        directives[:] = []\n        return\n"
                "    if script.message == 'raise':\n        raise ValueError('raised')\n"
                "    head = ScriptDirectory.from_config(context.config).get_current_head()\n"
                "    script.rev_id = '%04d' % (int(head or 0) + 1)\n    script.message = script.message.upper() + ' numbered'\n"
                "with create_engine('sqlite://').connect() as connection:\n"
                "    context.configure(connection=connection, process_revision_directives=number)\n"
                "    with context.begin_transaction():\n        context.run_migrations()\n",
            ),
        ),
    ),
    Case(
        "hooks",
        ("new:revision -m x --rev-id a1aa", "new:merge a1aa -m y --rev-id b1bb", "new:show a1aa"),
        (
            (
                "hooks.ini",
                "[post_write_hooks]\nhooks = first, second third\nfirst.type = exec\nfirst.executable = sed\n"
                'first.options = -i "1s/x/x x/" REVISION_SCRIPT_FILENAME\nsecond.type = exec\nsecond.executable = basename\n'
                "second.options = --suffix .py\nthird.type = exec\nthird.executable = ls\n"
                "third.options = -d REVISION_SCRIPT_FILENAME migrations\nthird.cwd = %(here)s\n",
            ),
        ),
    ),
    Case("hook_without_type", ("new:revision -m x --rev-id a1aa",), (("hooks.ini", "[post_write_hooks]\nhooks = a\n"),)),
    Case(
        "hook_without_executable",
        ("new:revision -m x --rev-id a1aa",),
        (("hooks.ini", "[post_write_hooks]\nhooks = a\na.type = exec\n"),),
    ),
    Case(
        "hook_of_unknown_type",
        ("new:revision -m x --rev-id a1aa",),
        (("hooks.ini", "[post_write_hooks]\nhooks = a\na.type = black\n"),),
    ),
    Case(
        "hook_of_unknown_module",
        ("new:revision -m x --rev-id a1aa",),
        (("hooks.ini", "[post_write_hooks]\nhooks = a\na.type = module\na.module = no_such_module_at_all\n"),),
    ),
    Case(
        "hook_of_unknown_entry",
        ("new:revision -m x --rev-id a1aa",),
        (("hooks.ini", "[post_write_hooks]\nhooks = a\na.type = console_scripts\na.entrypoint = no-such-entry\n"),),
    ),
    Case(
        "edited",
        (
            "edit:basename", "edit b1bb", "edit left@head", "edit heads", "edit base", "edit nowhere", "edit current",
            "upgrade b1bb", "edit current", "edit:false", "edit b1bb",
        ),
        BODIES,
    ),
    Case("multidb", ("revision -m x --rev-id a1aa", "history", "heads"), template="multidb"),
    Case("async", ("revision -m x --rev-id a1aa", "history", "new:upgrade head --sql"), template="async"),
    Case("pyproject", ("new:revision -m x --rev-id a1aa", "new:history", "new:upgrade head --sql"), template="pyproject"),
    Case("pyproject_async", ("new:revision -m x --rev-id a1aa", "new:heads -v"), template="pyproject_async"),
)
