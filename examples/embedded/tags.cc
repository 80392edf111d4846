// A migration in C++, because it takes the texts apart with the program's own function.
#include "tags.h"

#include <string>

#include "words.h"

namespace {

void upgrade(retort::Operations& op) {
  using namespace retort;
  op.create_table("tag", {
                             Column("note_id", Integer()).references("note", "id"),
                             Column("name", String(40)).not_null(),
                             PrimaryKey{{"note_id", "name"}},
                         });
  for (const Row& note : op.query("SELECT id, text FROM note ORDER BY id").all()) {
    for (const std::string& tag : tags_in(note["text"].as_text())) {
      op.execute(Sql("INSERT INTO tag (note_id, name) VALUES (:id, :name)")
                     .bind("id", note["id"])
                     .bind("name", tag));
    }
  }
}

void downgrade(retort::Operations& op) {
  op.drop_table("tag");
}

}  // namespace

retort::Migration tags_migration() {
  return {
      .revision = "8d2b6e1c4f90",
      .revises = {"5c93d0b7e618"},
      .message = "tags",
      .upgrade = upgrade,
      .downgrade = downgrade,
  };
}
