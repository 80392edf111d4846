// notes FILE add TEXT      keeps a note in an SQLite file
// notes FILE list          shows them
// notes FILE schema TARGET goes to another version of the schema, for tests and for going back
//
// Whatever version of the program made the file, it is brought up to date before anything else.
#include <sqlite3.h>

#include <cstdio>
#include <memory>
#include <string>

#include <retort/retort.h>
#include <retort_embedded/migrations.h>

#include "tags.h"
#include "words.h"

namespace {

struct CloseDatabase {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

Database open_file(const char* name) {
  sqlite3* handle = nullptr;
  if (sqlite3_open(name, &handle) != SQLITE_OK) {
    std::fprintf(stderr, "notes: cannot open %s\n", name);
    return nullptr;
  }
  return Database(handle);
}

/// The migrations of this program: the embedded directory, and one in C++.
retort::Migrator migrator_for(sqlite3* database) {
  return retort::Migrator({
      .sqlite = database,
      .migrations = {tags_migration()},
      .embedded = {&retort_embedded::migrations()},
  });
}

void change_schema(sqlite3* database, const std::string& target) {
  retort::Migrator migrator = migrator_for(database);
  if (migrator.plan_upgrade(target).steps.empty()) {
    migrator.downgrade(target);
  } else {
    migrator.upgrade(target);
  }
}

void add(sqlite3* database, const std::string& text) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database,
                     "INSERT INTO note (text, written_at) VALUES (?, datetime('now')) RETURNING id",
                     -1, &statement, nullptr);
  sqlite3_bind_text(statement, 1, text.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(statement);
  const sqlite3_int64 id = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  for (const std::string& tag : tags_in(text)) {
    sqlite3_prepare_v2(database, "INSERT INTO tag (note_id, name) VALUES (?, ?)", -1, &statement,
                       nullptr);
    sqlite3_bind_int64(statement, 1, id);
    sqlite3_bind_text(statement, 2, tag.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
  }
}

void list(sqlite3* database) {
  sqlite3_exec(
      database,
      "SELECT text, (SELECT group_concat(name, ',') FROM (SELECT name FROM tag WHERE note_id = id "
      "ORDER BY name)) FROM note ORDER BY id",
      [](void*, int, char** cells, char**) {
        std::printf("%s [%s]\n", cells[0], cells[1] == nullptr ? "" : cells[1]);
        return 0;
      },
      nullptr, nullptr);
}

int usage() {
  std::fputs("usage: notes FILE add TEXT | list | schema TARGET\n", stderr);
  return 2;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return usage();
  const Database database = open_file(words[1]);
  if (database == nullptr) return 1;
  const std::string command = words[2];
  try {
    if (command == "schema" && count == 4) {
      change_schema(database.get(), words[3]);
      return 0;
    }
    migrator_for(database.get()).upgrade();
  } catch (const retort::MigrationError& error) {
    std::fputs(error.describe().c_str(), stderr);
    return 1;
  }
  if (command == "add" && count == 4) {
    add(database.get(), words[3]);
  } else if (command == "list") {
    list(database.get());
  } else {
    return usage();
  }
  return 0;
}
