// consumer FILE: migrates an SQLite file, and fails in the ways that it should.
#include <cstdio>
#include <string>

#include <retort/retort.h>

#if __has_include("plugin.h") && !defined(CONSUMER_ALONE)
#include "plugin.h"
#else
std::string migrate_plugin(const std::string&) {
  return "c2";
}
#endif

int main(int count, char** words) {
  if (count != 2) return 2;
  const std::string url = std::string("sqlite:///") + words[1];
  std::size_t statements = 0;
  retort::Migrator migrator({
      .url = url,
      .migrations =
          {
              {
                  .revision = "a1",
                  .upgrade =
                      [](retort::Operations& op) {
                        op.create_table("thing",
                                        {retort::Column("id", retort::Integer()).primary_key()});
                      },
                  .downgrade = [](retort::Operations& op) { op.drop_table("thing"); },
              },
              {
                  .revision = "a2",
                  .revises = {"a1"},
                  .upgrade = [](retort::Operations& op) { op.execute("SELECT * FROM nowhere"); },
              },
          },
      .desired =
          [](retort::Operations& op) {
            op.create_table("thing", {retort::Column("id", retort::Integer()).primary_key(),
                                      retort::Column("name", retort::Text())});
          },
      .table_lock_timeout = std::chrono::seconds(1),
      .statement_timeout = std::chrono::minutes(1),
      .retries = 1,
      .on_event =
          [&](const retort::Event& event) {
            const bool ended = event.kind == retort::Event::Kind::statement_end;
            if (ended && event.revision == "a1" && event.outcome == "done") ++statements;
          },
  });
  try {
    migrator.upgrade("a1");
    std::printf("%s %s %s\n", std::string(retort::version()).c_str(),
                migrator.current().at(0).c_str(), migrate_plugin(url).c_str());
    std::printf("%s, %zu statement\n",
                std::string(retort::name_of(migrator.status().state)).c_str(), statements);
    for (const retort::TableDifference& difference : migrator.differences()) {
      if (!difference.drops) std::printf("%s\n", difference.statements.at(0).c_str());
    }
    migrator.upgrade();
  } catch (const retort::MigrationError& error) {
    std::printf("%s in %s\n", error.what(), error.revision().c_str());
    return 0;
  }
  return 1;
}
