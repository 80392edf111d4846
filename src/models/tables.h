// From the interpreter's tables and classes to models, and what is missing from them.
#pragma once

#include <string>
#include <vector>

#include "models/models.h"
#include "python/interpreter.h"
#include "script/tables.h"

namespace retort::models {

/// The project's modules that have run, by name.
std::vector<python::ModuleObject*> project_modules(python::Interpreter& interpreter);

/// The MetaData objects behind the tables and classes that the project's modules define, in the
/// order of the modules' names.
std::vector<script::MetaDataObject*> defined_metadata(python::Interpreter& interpreter);
/// Appends the tables of a MetaData, with gaps for types that are not known. `filters`: the
/// include_object functions of env.py, or None.
void read_tables(python::Interpreter& interpreter, const script::MetaDataObject& metadata,
                 const std::vector<python::Value>& filters, Models& out);
/// Gives the tables the indexes whose expressions name them: `Index("x", func.lower(User.name))`.
void bind_indexes(python::Interpreter& interpreter, Models& out);
/// Gaps for classes that would be tables if their bases were known, and for what unknown bases and
/// attributes may add to those that are.
void add_unread_classes(python::Interpreter& interpreter, Models& out);
/// The gap of a statement that could not be carried out: of each table whose class it stands in.
void add_lost_statement(python::Interpreter& interpreter, const Origin& statement,
                        const std::string& why, Models& out);
/// Puts the gaps in order, each once, and marks the tables that they concern.
void settle(Models& out);

}  // namespace retort::models
