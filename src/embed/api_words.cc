// A table of phrases, tried in order; a test of the library looks for options that are left over.
#include "embed/api_words.h"

#include <array>
#include <string>
#include <string_view>

namespace retort::embed {
namespace {

struct Phrase {
  std::string_view said;
  std::string_view api;
};

constexpr std::array kPhrases = {
    Phrase{"Give --url, set RETORT_DATABASE_URL or DATABASE_URL, or write sqlalchemy.url into the "
           "configuration. `retort env` shows what was understood.",
           "Set MigratorOptions::url, ::sqlite or ::postgresql."},
    Phrase{"Give --dialect (postgresql, mysql, mariadb or sqlite), or a URL.",
           "Set MigratorOptions::dialect (postgresql, mysql, mariadb or sqlite) or ::url."},
    Phrase{"give a longer --lock-timeout", "give a longer MigratorOptions::lock_timeout"},
    Phrase{"or use --purge", "or give stamp() `purge`"},
    Phrase{"Run `retort upgrade heads` first, so that only the models differ from it.",
           "Call upgrade(\"heads\") first, so that only the desired tables differ from it."},
    Phrase{"run `retort current`", "ask Migrator::current()"},
    Phrase{"`retort current` tells", "Migrator::current() tells"},
    Phrase{"`retort history` lists", "Migrator::history() lists"},
    Phrase{"`retort heads` lists", "Migrator::heads() lists"},
    Phrase{"; `retort merge heads` joins them", ""},
    Phrase{" (`retort doctor` looks for it in git)", ""},
    Phrase{"; `retort repair break-cycles` proposes which", ""},
    Phrase{": `retort doctor --url URL` looks for it in git, and `retort repair restore ID` brings "
           "it back",
           ""},
    Phrase{"or render the SQL with --sql", "or render the SQL with Migrator::sql()"},
    Phrase{" With --transaction none every statement does.", ""},
    Phrase{"Ranges are for --sql.", "Ranges are for sql() and downgrade_sql()."},
    Phrase{"downgrade with --sql requires", "downgrade_sql() requires"},
    Phrase{"Say from where: retort downgrade --sql heads:", "Say from where: heads:"},
    Phrase{"there is none in --sql mode", "there is none while SQL is written out"},
    Phrase{"cannot proceed in --sql mode", "cannot proceed while SQL is written out"},
    Phrase{"Run without --sql, or guard", "Run it on a database, or guard"},
};

void replace(std::string& text, const Phrase& phrase) {
  const std::size_t at = text.find(phrase.said);
  if (at != text.npos) text.replace(at, phrase.said.size(), phrase.api);
}

/// What stands between two texts; empty if they are not there.
std::string between(const std::string& text, std::string_view before, std::string_view after) {
  const std::size_t found = text.find(before);
  if (found == text.npos) return {};
  const std::size_t begin = found + before.size();
  const std::size_t end = text.find(after, begin);
  return end == text.npos ? std::string() : text.substr(begin, end - begin);
}

/// `--value NAME=<JSON>` and `--type NAME=<type>` as members with a pair for them.
void replace_supplies(std::string& hint) {
  const std::string value = between(hint, "--value ", "=<JSON>");
  if (!value.empty())
    hint = "Supply it: MigratorOptions::values = {{\"" + value + "\", \"true\"}}.";
  const std::string type = between(hint, "--type ", "=<");
  if (type.empty()) return;
  hint = "Name a SQLAlchemy type for it: MigratorOptions::types = {{\"" + type +
         "\", \"String(36)\"}}.";
}

}  // namespace

void use_api_words(Error& error) {
  for (const Phrase& phrase : kPhrases) {
    replace(error.message, phrase);
    for (std::string& hint : error.hints) replace(hint, phrase);
  }
  for (std::string& hint : error.hints) replace_supplies(hint);
}

}  // namespace retort::embed
