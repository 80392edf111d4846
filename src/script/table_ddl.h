// CREATE TABLE and DROP TABLE by Table objects and their MetaData: with the sequences of the
// columns, and what listens to them.
#pragma once

#include "script/arguments.h"
#include "script/host.h"
#include "script/tables.h"

namespace retort::script {

/// Whether a table is left alone because it exists already, or not any more (checkfirst=).
bool is_done(const Arguments& a, Host& host, const TableObject& object, bool exists,
             bool check_first);
/// `a` has the argument `bind`, of which listeners are told.
void create_table(const Arguments& a, Host& host, TableObject& object, bool check_first);
void drop_table(const Arguments& a, Host& host, TableObject& object, bool check_first);

}  // namespace retort::script
