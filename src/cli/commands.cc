// The only outside interface is commands.h. Nothing but tables: what an option does is in run.cc.
#include "cli/commands.h"

#include <array>

namespace retort::cli {
namespace {

constexpr std::array kShared = {
    OptionSpec{'h', "help", "", "Show this help, or that of the command."},
    OptionSpec{0, "version", "", "Show the program's version."},
    OptionSpec{
        'c', "config", "FILE",
        "Configuration file; default: ALEMBIC_CONFIG, or alembic.ini and pyproject.toml. May "
        "be given twice, for one INI file and one pyproject.toml."},
    OptionSpec{'n', "name", "SECTION", "Section of the INI file to read; default: alembic."},
    OptionSpec{'x', "", "KEY=VALUE",
               "An argument for env.py and scripts (get_x_argument). May be repeated."},
    OptionSpec{'q', "quiet", "", "Print data and errors only: no log lines, no warnings."},
    OptionSpec{0, "raiseerr", "", "Accepted for Alembic's sake: errors are always told in full."},
    OptionSpec{0, "json", "[=lines]",
               "Print the result, or the error, as one JSON document. `--json=lines`: one object a "
               "line, for each event of a run as it happens, and the result as the last.",
               "lines"},
    OptionSpec{0, "log-file", "FILE",
               "Append each event of a run to this file, as `--json=lines` prints it."},
    OptionSpec{0, "url", "URL",
               "The database, as a SQLAlchemy URL. Wins over RETORT_DATABASE_URL, env.py, the "
               "configuration and DATABASE_URL."},
    OptionSpec{0, "url-file", "FILE", "A file that holds the URL: a mounted secret."},
    OptionSpec{0, "password-file", "FILE",
               "A file that holds the password, which takes the place of the URL's: a mounted "
               "secret. Also RETORT_PASSWORD_FILE, RETORT_PASSWORD."},
    OptionSpec{0, "dialect", "NAME", "The dialect of --sql when there is no URL.",
               "postgresql mysql mariadb sqlite"},
    OptionSpec{0, "version-table", "NAME", "The version table; default: alembic_version."},
    OptionSpec{0, "version-table-schema", "SCHEMA", "The schema of the version table."},
    OptionSpec{0, "transaction-per-migration", "YES|NO",
               "Whether each revision is a transaction of its own.", "yes no"},
    OptionSpec{0, "transactional-ddl", "YES|NO",
               "Whether migrations run in transactions at all; default: what the dialect can.",
               "yes no"},
    OptionSpec{0, "literal-binds", "YES|NO",
               "Whether --sql writes values into statements instead of parameter names.", "yes no"},
    OptionSpec{
        0, "value", "NAME=JSON",
        "What an import of a script is worth: dotted name (with * and ?) and a JSON value. May "
        "be repeated."},
    OptionSpec{0, "type", "NAME=TYPE",
               "Which SQLAlchemy type an application's type class stands for. May be repeated."},
    OptionSpec{0, "lock-timeout", "SECONDS",
               "How long to wait while another run holds the lock; default: 60."},
    OptionSpec{0, "no-wait", "", "Fail at once when another run holds the lock."},
    OptionSpec{0, "table-lock-timeout", "SECONDS",
               "How long a statement waits for the lock of a table or row; default: 10. 0: for "
               "ever."},
    OptionSpec{0, "statement-timeout", "SECONDS",
               "How long a statement may run; default: no limit."},
    OptionSpec{0, "retries", "NUMBER",
               "How many times a step is tried again after a lock time-out, a deadlock or a "
               "serialization failure; default: 10."},
    OptionSpec{0, "transaction", "all|each|none",
               "One transaction for all revisions, one for each, or none: every statement commits. "
               "Wins over env.py.",
               "all each none"},
    OptionSpec{0, "no-journal", "", "Do not record runs in the database."},
    OptionSpec{0, "no-env", "", "Do not read env.py."},
};

constexpr OptionSpec kVerbose{'v', "verbose", "", "Use more verbose output."};
constexpr OptionSpec kSql{0, "sql", "",
                          "Print the SQL instead of running it; no connection is made."};
constexpr OptionSpec kTag{0, "tag", "TEXT", "A tag for env.py (get_tag_argument)."};
constexpr OptionSpec kPurge{0, "purge", "", "Empty the version table first."};

constexpr std::array kResume = {
    OptionSpec{0, "from-start", "",
               "Run the interrupted revision again from its first statement: for a script that "
               "passes over what is there."},
};
constexpr std::array kHeads = {
    kVerbose,
    OptionSpec{0, "resolve-dependencies", "", "Treat dependencies as down revisions."},
};
constexpr std::array kHistory = {
    OptionSpec{'r', "rev-range", "START:END",
               "Only this range, both ends included: START:END, START: or :END."},
    kVerbose,
    OptionSpec{'i', "indicate-current", "", "Mark what the database has."},
};
constexpr std::array kBranches = {kVerbose};
constexpr std::array kCurrent = {
    OptionSpec{'c', "check-heads", "", "Fail unless the database is at every head."},
    kVerbose,
};
constexpr OptionSpec kWithPython{
    0, "with-python", "[=PATH]",
    "Run the revisions that cannot run natively through the project's own Python and Alembic; "
    "PATH: "
    "the interpreter, default: that of the virtual environment, or python3."};
constexpr OptionSpec kPythonApp{
    0, "python-app", "MODULE[:NAME]",
    "With --with-python: the application, or the function that makes or configures it, as in "
    "app:create_app. Default: python_app of the configuration; for an env.py that asks for Flask's "
    "current_app what Flask finds by itself."};
constexpr OptionSpec kStrict{
    0, "strict", "",
    "Refuse when a migration file was changed since it was applied to this database."};
constexpr std::array kUpgrade = {kSql, kTag, kWithPython, kPythonApp, kStrict};
constexpr OptionSpec kPastMerge{
    0, "past-merge", "", "Take a merge apart, so that the database is on several branches again."};
constexpr std::array kDowngrade = {kSql, kTag, kWithPython, kPythonApp, kPastMerge};
constexpr std::array kLog = {
    OptionSpec{'v', "verbose", "", "Show steps, and the statements that are recorded one by one."},
    OptionSpec{0, "limit", "NUMBER", "How many runs, the newest first; default: 20."},
};
constexpr OptionSpec kTimeout{0, "timeout", "SECONDS",
                              "How long to wait until the database is ready; default: 60."};
constexpr OptionSpec kNoWait{0, "no-wait", "", "Look once, and fail if it is not ready."};
constexpr OptionSpec kAllowAhead{
    0, "allow-ahead", "",
    "Accept a database with later revisions than those here, where they are known to follow them."};
constexpr OptionSpec kRequires{
    0, "requires", "WINDOW",
    "The revisions that this code works with, such as `>= ae10, < bf20`, in place of the heads; "
    "default: `requires` of the configuration."};
constexpr std::array kGate = {kTimeout, kNoWait, kAllowAhead, kRequires};
constexpr std::array kRunProgram = {
    OptionSpec{0, "upgrade", "", "Upgrade to the heads first, instead of waiting for others."},
    OptionSpec{0, "maintenance", "COMMAND",
               "What the shell runs instead when the database does not get ready."},
    OptionSpec{0, "read-only", "",
               "Start the program all the same then, with PostgreSQL sessions that are read only "
               "by default (PGOPTIONS) and RETORT_READ_ONLY=1."},
    kTimeout,
    kNoWait,
    kAllowAhead,
    kRequires,
};
constexpr std::array kEnsureVersion = {kSql};
constexpr std::array kPlan = {
    OptionSpec{0, "from", "REVISION",
               "A row that the version table is assumed to hold; may be repeated. `base`: none. "
               "Without it the database is read."},
    kPurge,
    OptionSpec{0, "format", "FORMAT", "How to print the plan; default: text.", "text json"},
};

constexpr std::array kCoverage = {
    OptionSpec{'v', "verbose", "", "List every revision."},
};

constexpr OptionSpec kAllowDirty{0, "allow-dirty", "",
                                 "Change files with changes that are not committed, too."};

constexpr std::array kDoctor = {
    OptionSpec{0, "format", "FORMAT", "How to print the findings; default: text.",
               "text json sarif github html"},
    OptionSpec{0, "select", "CODES",
               "Only these findings: codes, beginnings of codes or names, separated by commas. May "
               "be repeated."},
    OptionSpec{0, "ignore", "CODES", "All but these findings. May be repeated."},
    OptionSpec{
        0, "since", "COMMIT",
        "Only what is new since a commit, branch or tag of git, and edits of migrations that "
        "it has: for pull requests."},
    OptionSpec{0, "baseline", "FILE", "Leave out the findings that this file lists."},
    OptionSpec{0, "write-baseline", "FILE", "Write the findings to a baseline file."},
    OptionSpec{0, "fix", "",
               "Make the repairs that are safe and certain, each as a change of its own, and list "
               "what is left."},
    OptionSpec{0, "dry-run", "", "With --fix: show the changes, write nothing."},
    kAllowDirty,
};

constexpr std::array kRepair = {
    OptionSpec{0, "write", "", "Change the files; without it they are only shown."},
    OptionSpec{0, "prove", "",
               "Replay the repaired history on an empty database first: a temporary SQLite file, a "
               "new database on the server of --url, or a server that is started for it."},
    OptionSpec{0, "onto", "REVISION",
               "`relink`, `rebase`: what it follows then; `base`: nothing. May be repeated."},
    OptionSpec{0, "file", "FILE", "`reid`: which of the files with this id."},
    OptionSpec{0, "to", "ID",
               "`reid`, `merge`: the new id, instead of a random one; `restore`: the commit."},
    OptionSpec{0, "children", "IDS",
               "`reid`: the revisions that follow the new id, separated by commas."},
    OptionSpec{0, "alternative", "NUMBER", "`break-cycles`: another than the first one."},
    OptionSpec{'m', "message", "TEXT", "`merge`: what the revision is for."},
    kAllowDirty,
    OptionSpec{0, "force", "",
               "Write although some databases would repeat or skip work, or the proof failed."},
};

constexpr std::array kGraph = {
    OptionSpec{0, "format", "FORMAT", "How to draw it; default: text.",
               "text svg mermaid dot json html"},
    OptionSpec{'o', "output", "FILE", "Write to a file instead of standard output."},
};

constexpr OptionSpec kScratch{
    0, "scratch", "URL",
    "A server on which empty databases may be made; default: the project's, else one that is "
    "started here."};
constexpr OptionSpec kModelsFrom{
    0, "models-from", "COMMAND",
    "A program that prints the DDL of the models, for `models-from`. It runs without a shell."};
constexpr std::array kCreateAll = {kModelsFrom, kScratch};
constexpr std::array kInspect = {
    OptionSpec{0, "format", "FORMAT",
               "How to print it; html is a page with a picture of the tables; default: text.",
               "text sql json mermaid html"},
    OptionSpec{'o', "output", "FILE", "Write to a file instead of standard output."},
    kModelsFrom,
    kScratch,
};

constexpr OptionSpec kReplayServer{
    0, "scratch", "URL",
    "The server on which the history is replayed, in a database of its own. Default: a temporary "
    "SQLite file, or a server that is started for it."};
constexpr std::array kStamp = {
    kSql,
    kTag,
    kPurge,
    OptionSpec{0, "prove", "",
               "Refuse unless the database has exactly the schema that a replay of the history up "
               "to there makes on a scratch database."},
    kReplayServer,
};
constexpr std::array kLocate = {
    kReplayServer,
    OptionSpec{0, "no-cache", "", "Replay the history, and remember nothing of it."},
};
constexpr std::array kVerify = {
    OptionSpec{0, "range", "START:END",
               "Only these revisions, both ends included: START:END, START:, :END or one revision. "
               "What they need runs first."},
    OptionSpec{0, "data", "FILE",
               "SQL whose statements run, each as soon as the database takes it, so that revisions "
               "run on filled tables."},
    OptionSpec{0, "seed", "NUMBER", "Rows that are made up for each table."},
    OptionSpec{0, "jobs", "NUMBER", "How many scratch databases are worked on at once."},
};

constexpr OptionSpec kRename{
    0, "rename", "OLD=NEW",
    "What has only another name: `table=new`, `table.column=new`, `type.label=new`. May be "
    "repeated."};
constexpr OptionSpec kGone{
    0, "drop", "NAME",
    "What is meant to go, where it might have been renamed; `*`: everything that is gone. May be "
    "repeated."};
constexpr std::array kDiff = {
    OptionSpec{0, "format", "FORMAT", "How to print it; default: text.",
               "text sql json operations"},
    kRename,
    kGone,
    OptionSpec{0, "prove", "",
               "Make A in a scratch database, run the steps there and compare with B."},
    OptionSpec{0, "exit-code", "", "Status 3 if there are differences."},
    kModelsFrom,
    kScratch,
};

constexpr OptionSpec kMessage{'m', "message", "TEXT", "What the revision is for."};
constexpr OptionSpec kSplice{0, "splice", "", "Allow to follow a revision that is no head."};
constexpr OptionSpec kBranchLabel{0, "branch-label", "LABEL", "A branch label for the revision."};
constexpr OptionSpec kRevId{0, "rev-id", "ID", "The revision's id, instead of a random one."};
constexpr std::array kInit = {
    OptionSpec{'t', "template", "NAME",
               "The template, as `list_templates` shows them; default: generic."},
    OptionSpec{0, "package", "", "Write empty __init__.py files, too."},
};
constexpr OptionSpec kSqlFile{0, "sql-file", "",
                              "Write the migration in SQL. `file_format = sql` in Retort's own "
                              "section makes it the default."};
constexpr OptionSpec kDesired{
    0, "desired", "WHAT",
    "The schema as it should be, as `diff` takes it: an SQL file, a folder of them, "
    "`models-from`, a URL; default: the option `desired`, else `models`."};
constexpr std::array kReconstruct = {
    OptionSpec{0, "after", "REVISION",
               "What it follows, where the history does not say it; `base`: nothing. "
               "`ID=REVISION` where several are missing. May be repeated."},
    kDesired,
    kModelsFrom,
    kScratch,
    OptionSpec{0, "schema", "NAME",
               "What counts of the desired schema, where others share the database. May be "
               "repeated."},
    kMessage,
    kSqlFile,
    OptionSpec{0, "unproven", "", "Write the file although the proof failed, and say so in it."},
};
constexpr std::array kSquash = {
    OptionSpec{0, "data", "CHOICE",
               "What becomes of statements that change rows: `refuse` (the default) or `keep`.",
               "keep refuse"},
    kMessage,
    kSqlFile,
};
constexpr std::array kRevision = {
    kMessage,
    kSqlFile,
    OptionSpec{0, "autogenerate", "",
               "Write what leads from the database to the models of env.py's target_metadata, or "
               "to the schema of --desired."},
    kDesired,
    kRename,
    kGone,
    kModelsFrom,
    kScratch,
    OptionSpec{0, "sql", "", "Accepted with revision_environment, as in Alembic."},
    OptionSpec{0, "head", "REVISION", "What the revision follows: a head, or LABEL@head."},
    kSplice,
    kBranchLabel,
    OptionSpec{0, "version-path", "FOLDER", "Which of the version locations gets the file."},
    kRevId,
    OptionSpec{0, "depends-on", "REVISION", "What the revision depends on. May be repeated."},
};
constexpr std::array kCheck = {kDesired, kRename, kGone, kModelsFrom, kScratch};
constexpr std::array kMerge = {kMessage, kSqlFile, kBranchLabel, kRevId, kSplice};

constexpr std::array kCommands = {
    CommandSpec{"heads", "Show the newest revisions.",
                "Lists the revisions that no other revises. Reads file headers only.", kHeads, "",
                "", 0, 0},
    CommandSpec{"history", "List the revisions, newest first.",
                "Lists the revisions with what they revise. A range may use relative revisions and "
                "`current`, which reads the database.",
                kHistory, "", "", 0, 0},
    CommandSpec{"branches", "Show where the history branches.",
                "Lists every revision that several others revise, and those.", kBranches, "", "", 0,
                0},
    CommandSpec{"show",
                "Show one revision.",
                "Shows all that a revision's file says of itself.",
                {},
                "revision",
                "A revision, a part of its id, `head`, `current`, ...",
                1,
                1},
    CommandSpec{"current", "Show the database's revisions.",
                "Shows the rows of the version table, and the heads that they imply.", kCurrent, "",
                "", 0, 0},
    CommandSpec{
        "upgrade", "Upgrade the database.",
        "Runs the upgrade() of every revision up to the target: `head`, `heads`, an id or a "
        "part of it, `+2`, `branch@head`, `ae10+1`. With --sql a range START:END may be "
        "given, where START is what the database is assumed to have.",
        kUpgrade, "revision", "The target.", 1, 1},
    CommandSpec{"downgrade", "Revert to an earlier revision.",
                "Runs the downgrade() of every revision down to the target, which stays: `base`, "
                "`-1`, an id, `branch@base`. With --sql a range START:END is needed.",
                kDowngrade, "revision", "The target.", 1, 1},
    CommandSpec{"resume", "Go on with an interrupted run.",
                "Goes on after the last statement that is proven done, where a run was killed or "
                "failed in a revision that is not one transaction, and completes the run.",
                kResume, "", "", 0, 0},
    CommandSpec{"rollback",
                "Undo an interrupted run's last step.",
                "Undoes what a killed or failed run has left of a revision that is not one "
                "transaction, statement by statement, the last one first, and leaves the version "
                "table as it is. Where something cannot be undone, such as changes of rows, it "
                "says what and why, and changes nothing.",
                {},
                "",
                "",
                0,
                0},
    CommandSpec{"status",
                "Tell how the database and the files stand to each other.",
                "At head, behind, ahead, foreign, diverged, dirty, empty or unversioned: each has "
                "an exit status of its own, see docs/exit-codes.md. Tells what is pending, what is "
                "unknown here, which files were changed since they were applied, what was "
                "interrupted, and who migrates just now.",
                {},
                "",
                "",
                0,
                0},
    CommandSpec{"log", "Tell what has run on the database.",
                "Lists the runs that the database's journal knows: what, when, by whom, how long, "
                "and how they ended.",
                kLog, "", "", 0, 0},
    CommandSpec{"gate", "Wait until the database is ready for this code.",
                "Ends with 0 as soon as the database is at the heads of the files, or within the "
                "window of `requires`. Waits while revisions are pending or the server cannot be "
                "reached; the status is 75 when the database is not ready.",
                kGate, "", "", 0, 0},
    CommandSpec{"run", "Start a program when the database is ready for it.",
                "Waits as `gate` does, or upgrades, and then becomes the program, which gets all "
                "signals itself: `retort run --upgrade -- gunicorn app:app`. Write `--` before it.",
                kRunProgram, "command", "The program and its arguments.", 1, -1},
    CommandSpec{"stamp", "Set the version table without running scripts.",
                "Makes the version table say that the database is at the given revisions.", kStamp,
                "revisions", "One or more revisions; `heads` for all heads, `base` for none.", 1,
                -1},
    CommandSpec{"ensure_version", "Create the version table if it is missing.",
                "Creates the version table if it does not exist.", kEnsureVersion, "", "", 0, 0},
    CommandSpec{"init", "Start a new project.",
                "Writes a folder with env.py, script.py.mako and versions/, and alembic.ini or "
                "pyproject.toml where there is none. Alembic works with all of it.",
                kInit, "directory", "The new folder.", 1, 1},
    CommandSpec{"list_templates",
                "List the templates of `init`.",
                "Lists the templates that `init --template` takes.",
                {},
                "",
                "",
                0,
                0},
    CommandSpec{"revision", "Write a new migration file.",
                "Writes a file into versions/ that follows the head, from the project's "
                "script.py.mako or in SQL, and runs the post-write hooks. Nothing existing is "
                "overwritten.",
                kRevision, "", "", 0, 0},
    CommandSpec{"merge", "Write a revision that joins several.",
                "Writes a migration file that follows all the given revisions. They must be heads "
                "unless --splice is given.",
                kMerge, "revisions", "Revisions, or `heads` for all heads.", 1, -1},
    CommandSpec{"edit",
                "Open migration files in an editor.",
                "Opens the files of a revision in $EDITOR, $VISUAL or a common editor.",
                {},
                "revision",
                "A revision, a part of its id, `head`, `current`, ...",
                1,
                1},
    CommandSpec{"check", "Tell whether the database differs from the models.",
                "Ends with an error that lists the differences, as `alembic check` does.", kCheck,
                "", "", 0, 0},
    CommandSpec{"plan", "Show what a run would do.",
                "Shows the steps of `upgrade`, `downgrade` or `stamp` in order, and what each does "
                "to the version table.",
                kPlan, "operation target...",
                "`upgrade`, `downgrade` or `stamp`, and the target; `stamp` takes several.", 2, -1},
    CommandSpec{"coverage", "Show which revisions run natively.",
                "Runs every upgrade() and downgrade() without a database and lists those that "
                "cannot run by themselves, why, and where. The status is 1 if there are any.",
                kCoverage, "", "", 0, 0},
    CommandSpec{"doctor", "Tell all that is wrong with the project.",
                "Examines the migration files and their history, however broken, and prints every "
                "finding with its place, the evidence, what it breaks and what repairs it. Nothing "
                "is run. The status is 2 with errors, 1 with warnings, else 0.",
                kDoctor, "", "", 0, 0},
    CommandSpec{"repair", "Repair the history.",
                "Shows the changes of files that one repair makes, what they prove, and what an "
                "upgrade of each possible database runs before and after. Nothing is changed "
                "without --write; then all files are, or none, and the originals are kept in "
                ".retort-backup.",
                kRepair, "repair [revisions...]",
                "`merge`, `relink`, `rename`, `restore`, `reid`, `linearize`, `rebase`, "
                "`drop-redundant`, `docstring`, `unlabel`, `drop-copies`, `break-cycles` or "
                "`undo`, and the revisions that it is about.",
                1, -1},
    CommandSpec{"reconstruct", "Write a migration again that is lost.",
                "Writes the migrations of ids that other files name and no file defines, so that "
                "they and the others together give the desired schema. What the others do is taken "
                "back from that schema; what is left, and is not there before it, is what the lost "
                "one must do. The files are written once a replay of the whole history on an empty "
                "database gives the desired schema. The status is 1 without that proof.",
                kReconstruct, "revision", "The ids that are missing.", 1, -1},
    CommandSpec{"repeatable",
                "Show the repeatable scripts.",
                "Lists the scripts of the folder repeatable/ in the order in which they run, and "
                "whether the database has them as they are. `upgrade` runs those that changed. "
                "`repeatable forget NAME` takes one off the list whose file is gone.",
                {},
                "forget name",
                "`forget` and the name of a script that is gone; nothing: list them.",
                0,
                2},
    CommandSpec{"squash", "Make one migration of several.",
                "Writes one migration in the place of a range. It keeps the id of the last one, so "
                "that databases there and beyond need nothing; the old files go to archive/, from "
                "where databases inside of the range are upgraded. All of it is proven on empty "
                "databases before anything is written: from base and from every state inside.",
                kSquash, "range", "`FIRST:LAST`, both in it; `base:LAST` begins at the first one.",
                1, 1},
    CommandSpec{
        "graph", "Draw the whole history.",
        "Draws every revision with its lines, heads, bases, merges, circles and findings. The "
        "page (--format html) has search, filters, and for each revision its SQL in every "
        "dialect, its file and who added it.",
        kGraph, "", "", 0, 0},
    CommandSpec{"inspect", "Show a schema.",
                "Reads a whole database, the project's or that of a URL, and shows its objects, or "
                "with --format sql the statements that make it again in an empty one. `models` "
                "reads the SQLAlchemy models behind env.py's target_metadata, without "
                "running the application, and shows their tables, or with --format sql the "
                "statements that create them. What cannot be known is listed with its place. An "
                "SQL file or a folder of them, what a program prints (`models-from`), and what a "
                "revision's history makes are applied to an empty database, which is removed "
                "afterwards, and read back.",
                kInspect, "what",
                "`models`, `models-from`, a database's URL, an SQL file or folder, or a revision; "
                "default: the project's database.",
                0, 1},
    CommandSpec{"create-all", "Make the desired schema directly, in development.",
                "Makes the schema of the models, or of an SQL file or a program, in the project's "
                "empty database, and stamps it with the heads. It refuses where RETORT_ENV or "
                "ENVIRONMENT is production, where the database has tables or a version table, and "
                "where the migrations, tried on a scratch database, do not lead to that schema.",
                kCreateAll, "what",
                "`models`, `models-from`, an SQL file or folder; default: the option `desired`, "
                "else `models`.",
                0, 1},
    CommandSpec{"verify", "Try the history on scratch databases.",
                "From an empty database every revision runs up, down and up again, and the schemas "
                "are compared; branches run in both orders; at the heads the models are compared. "
                "The scratch databases are a temporary SQLite file, new databases on the server of "
                "--url, or a server that is started for it. The status is 2 with errors, 1 with "
                "warnings, else 0.",
                kVerify, "", "", 0, 0},
    CommandSpec{"diff", "Show the way from one schema to another.",
                "Compares two databases as wholes and shows the statements that make the first "
                "into the second, in order, with what each does and whether something is lost by "
                "it. What may be a rename is asked about and never dropped and added. Nothing is "
                "changed. Status 0, also where there are differences; see --exit-code.",
                kDiff, "from to",
                "What is, and what should be: each a database's URL, `database`, `models`, "
                "`models-from`, an SQL file or folder, or a revision.",
                2, 2},
    CommandSpec{"locate", "Tell which revision has a database's schema.",
                "Replays the history on a scratch database, and compares its schemas with the live "
                "one, which is only read. Shows the revision that has exactly that schema, or the "
                "nearest one and the objects that differ. The status is 0 when it is exact, else "
                "1.",
                kLocate, "url", "A database's URL; default: the project's.", 0, 1},
    CommandSpec{"baseline", "Stamp a database with the revision whose schema it has.",
                "Locates the database and writes that revision into its version table; refuses "
                "when no revision has exactly its schema, or when the version table says something "
                "else.",
                kLocate, "url", "A database's URL; default: the project's.", 0, 1},
    CommandSpec{"env",
                "Show what is known of the project.",
                "Shows the configuration, what env.py says when it is read without running it, and "
                "from which file and line each value comes. Passwords are hidden.",
                {},
                "",
                "",
                0,
                0},
    CommandSpec{"completion",
                "Print a shell's completion script.",
                "For bash: `source <(retort completion bash)`. For zsh and fish: write it to where "
                "your shell looks.",
                {},
                "shell",
                "`bash`, `zsh` or `fish`.",
                1,
                1},
};

}  // namespace

std::span<const OptionSpec> shared_options() {
  return kShared;
}

std::span<const CommandSpec> commands() {
  return kCommands;
}

}  // namespace retort::cli
