// In rounds: each takes, by key, all tables that wait for none that is left. Where a round takes
// nothing there is a circle: the tables in it no longer wait, and all begins anew.
#include "diff/table_order.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace retort::diff {
namespace {

using Tables = std::vector<const schema::Table*>;

std::string key_of(const schema::Table& table) {
  return table.schema.empty() ? table.name : table.schema + "." + table.name;
}

class Order {
 public:
  Order(Tables tables, bool referring_first) : tables_(std::move(tables)) {
    std::ranges::sort(tables_, {}, [](const schema::Table* table) { return key_of(*table); });
    waits_for_.resize(tables_.size());
    std::map<std::pair<std::string, std::string>, std::size_t> positions;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      positions.emplace(std::pair(tables_[i]->schema, tables_[i]->name), i);
    }
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      for (const schema::Constraint& constraint : tables_[i]->constraints) {
        const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint);
        if (key == nullptr || key->use_alter) continue;
        const auto found = positions.find(std::pair(key->referred_schema, key->referred_table));
        if (found == positions.end() || found->second == i) continue;
        if (referring_first) {
          waits_for_[found->second].insert(i);
        } else {
          waits_for_[i].insert(found->second);
        }
      }
    }
  }

  Tables sorted() {
    if (auto order = rounds()) return *std::move(order);
    std::vector<std::size_t> in_circle;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (reaches(i, i)) in_circle.push_back(i);
    }
    for (const std::size_t i : in_circle) waits_for_[i].clear();
    return rounds().value();
  }

 private:
  std::optional<Tables> rounds() const {
    Tables out;
    std::vector<char> done(tables_.size(), 0);
    while (out.size() < tables_.size()) {
      std::vector<std::size_t> ready;
      for (std::size_t i = 0; i < tables_.size(); ++i) {
        const bool free =
            std::ranges::all_of(waits_for_[i], [&](std::size_t other) { return done[other] != 0; });
        if (done[i] == 0 && free) ready.push_back(i);
      }
      if (ready.empty()) return std::nullopt;
      for (const std::size_t i : ready) {
        done[i] = 1;
        out.push_back(tables_[i]);
      }
    }
    return out;
  }

  bool reaches(std::size_t from, std::size_t target) const {
    std::vector<char> seen(tables_.size(), 0);
    std::vector<std::size_t> open = {from};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      for (const std::size_t next : waits_for_[at]) {
        if (next == target) return true;
        if (seen[next] == 0) open.push_back(next);
        seen[next] = 1;
      }
    }
    return false;
  }

  Tables tables_;
  std::vector<std::set<std::size_t>> waits_for_;
};

}  // namespace

Tables tables_in_order(Tables tables) {
  return Order(std::move(tables), false).sorted();
}

Tables referring_first(Tables tables) {
  return Order(std::move(tables), true).sorted();
}

}  // namespace retort::diff
