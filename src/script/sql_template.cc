// The only outside interface is sql_template.h.
#include "script/sql_template.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <vector>

namespace retort::script {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 24 * 60 * 60;

/// As Python prints a datetime.
std::string text_of(const CreateDate& date) {
  using std::chrono::days;
  const std::int64_t local = date.microseconds / kSecond + date.offset_seconds;
  const std::int64_t day = (local - ((local % kDay) + kDay) % kDay) / kDay;
  const std::int64_t clock = local - day * kDay;
  const std::chrono::year_month_day civil{std::chrono::sys_days{days{day}}};
  std::string out =
      fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", static_cast<int>(civil.year()),
                  static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()),
                  clock / 3600, clock / 60 % 60, clock % 60);
  if (const std::int64_t rest = date.microseconds % kSecond; rest != 0) {
    out += fmt::format(".{:06}", rest);
  }
  if (!date.zone) return out;
  const std::int64_t minutes = std::abs(date.offset_seconds) / 60;
  return out + fmt::format("{}{:02}:{:02}", date.offset_seconds < 0 ? '-' : '+', minutes / 60,
                           minutes % 60);
}

std::string line(std::string_view keyword, const std::vector<std::string>& words) {
  if (words.empty()) return {};
  return fmt::format("-- retort: {} {}\n", keyword, fmt::join(words, " "));
}

/// The message's first line, and the others as comments below it.
std::string message_lines(std::string_view message) {
  std::string out = "-- retort: message ";
  for (const char c : message) {
    if (c != '\r') out += c;
    if (c == '\n') out += "-- ";
  }
  return out + '\n';
}

}  // namespace

std::string render_sql_revision(const NewRevision& revision, const SqlSections& sections) {
  return line("revision", {revision.id}) + line("revises", revision.down_revisions) +
         line("depends_on", revision.depends_on) + line("branch_labels", revision.branch_labels) +
         message_lines(revision.message.value_or("empty message")) +
         (sections.transaction_off ? "-- retort: transaction off\n" : "") +
         fmt::format("-- Create Date: {}\n", text_of(revision.date)) + "\n-- retort: upgrade\n\n" +
         sections.upgrade + "\n-- retort: downgrade\n\n" + sections.downgrade;
}

}  // namespace retort::script
