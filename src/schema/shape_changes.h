// What differs between two shapes, by object and by part, for people to read: what `verify`,
// `locate` and `stamp --prove` show.
//
// The order of a table's columns is no difference here: a column that is dropped and added again
// stands last ever after, and a database made from models has the order of the models. What is not
// read (Unread) is left out.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "schema/shape.h"

namespace retort::schema::shape {

/// An object of a shape without its parts, or a part of one.
struct Item {
  std::string kind;   ///< `table`, `column`, `index`, `type`, ...
  std::string name;   ///< With its schema and table: `public.orders.id`.
  std::string owner;  ///< Of a part the name of its table or view; else empty.
  std::string text;   ///< Its definition, as JSON.
  friend auto operator<=>(const Item&, const Item&) = default;
};
using Items = std::vector<Item>;  ///< Sorted.

/// All of them, without the table `without`.
Items items_of(const Database& database, const Name& without = {});

/// One difference.
struct Change {
  enum class Kind { missing, extra, different };
  Kind kind = Kind::different;
  std::string object;  ///< `column public.orders.total`
  std::string detail;  ///< Of `different`: what it is, and what it should be.
  friend auto operator<=>(const Change&, const Change&) = default;
};
/// `missing`, `extra`, `different`.
std::string_view name_of(Change::Kind kind);

/// How `found` differs from `expected`: what is missing in it, what it has beyond that, and what is
/// otherwise. Parts of a table that is missing, or extra, are not told one by one.
std::vector<Change> changes_between(const Items& expected, const Items& found);

/// `table public.orders is missing`; `column public.orders.total: type is text, not integer`.
std::string describe(const Change& change);

}  // namespace retort::schema::shape
