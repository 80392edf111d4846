// Raw SQL and statements of applier.h.
#include <algorithm>

#include "dialect/transaction.h"
#include "doctor/applier.h"
#include "doctor/sql_effects.h"
#include "doctor/words.h"

namespace retort::doctor {
namespace {

namespace op = operation;

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

}  // namespace

void Applier::check_transaction(const std::string& sql) {
  if (!model_.is_postgresql()) return;
  using Kind = dialect::TransactionConflict::Kind;
  const dialect::TransactionConflict conflict = dialect::transaction_conflict(sql, "postgresql");
  // Whoever commits by hand means to be outside.
  if (conflict.kind == Kind::controls) outside_ = true;
  if (conflict.kind != Kind::outside || outside_) return;
  report(Problem::Kind::outside, conflict.command + " cannot run inside a transaction");
}

void Applier::check_concurrently(const schema::Options& options, const std::string& sql) {
  for (const auto& [name, value] : options) {
    if (name != "postgresql_concurrently") continue;
    const auto* yes = std::get_if<bool>(&value);
    if (yes != nullptr && *yes) check_transaction(sql);
  }
}

void Applier::taint(std::string_view text) {
  std::vector<NameId> names;
  each_word(text, [&](std::string_view word) { names.push_back(model_.name_id(word)); });
  trace_.tainted = true;
  model_.taint(state_, std::move(names), true);
}

void Applier::cascade(std::string_view name) {
  const NameId id = model_.name_id(name);
  for (Key key = 0; key < model_.key_count(); ++key) {
    const Object* known = model_.find(state_, key);
    if (known == nullptr || model_.kind_of(key) != ObjectKind::relation) continue;
    const auto depends = [&](const Part& part) {
      if (part.column != nullptr && part.column->type.name) {
        return model_.name_id(*part.column->type.name) == id;
      }
      if (part.constraint == nullptr) return false;
      const auto* foreign = std::get_if<schema::ForeignKeyConstraint>(part.constraint);
      return foreign != nullptr && model_.name_id(foreign->referred_table) == id;
    };
    if (!known->view && std::ranges::none_of(known->parts, depends)) continue;
    Object edited = *known;
    if (edited.view && edited.presence == Presence::yes) edited.presence = Presence::maybe;
    for (Part& part : edited.parts) {
      if (depends(part) && part.presence == Presence::yes) part.presence = Presence::maybe;
    }
    commit(key, std::move(edited));
  }
}

void Applier::forget_labels(const std::string& schema, const std::string& name) {
  const Key key = model_.key(ObjectKind::type, schema, name);
  if (model_.find(state_, key) == nullptr) return;
  Object object = copy_of(key, schema, name);
  object.labels.clear();
  commit(key, std::move(object));
}

void Applier::rename_object(const std::string& schema, const std::string& from,
                            const std::string& to, ObjectKind kind) {
  const Key source = model_.key(kind, schema, from);
  const Key target = model_.key(kind, schema, to);
  touch(source, How::drop);
  touch(target, How::create);
  Object moved = copy_of(source, schema, from);
  if (kind == ObjectKind::index && model_.find(state_, source) == nullptr) {
    // It may be the index of a constraint.
    return taint(from + " " + to);
  }
  Object left = moved;
  left.presence = gone();
  left.writer = writer_;
  commit(source, std::move(left));
  moved.name = to;
  moved.presence = made();
  moved.writer = writer_;
  const Key owner = moved.owner;
  commit(target, std::move(moved));
  if (owner == kNoKey) return;
  Object table = copy_of(owner, {}, {});
  Model::add_index(table, target);
  commit(owner, std::move(table));
}

void Applier::rename_constraint(const std::string& schema, const std::string& table,
                                const std::string& from, const std::string& to) {
  const Key key = use_table(schema, table);
  Object object = copy_of(key, schema, table);
  const Part* known = Model::find_part(object, model_.name_id(from), false);
  Part renamed{.writer = writer_};
  if (known != nullptr) renamed = *known;
  renamed.name = model_.name_id(to);
  renamed.guessed = false;
  renamed.presence = made();
  for (Part& part : object.parts) {
    if (!part.is_column && part.name == model_.name_id(from)) part.presence = gone();
  }
  object.parts.push_back(renamed);
  commit(key, std::move(object));
}

void Applier::create_from_sql(const op::CreateTable& create, bool open, bool view, bool temporary,
                              bool replaces) {
  const Key key = model_.key(ObjectKind::relation, create.table.schema, create.table.name);
  const bool known = presence(key, create.table.name) == Presence::yes;
  if (known && (create.if_not_exists || replaces)) {
    if (!replaces) return;
    Object object = copy_of(key, {}, {});
    object.open = true;
    return commit(key, std::move(object));
  }
  (*this)(create);
  Object object = copy_of(key, {}, {});
  object.open = object.open || open;
  object.view = view;
  object.temporary = temporary;
  commit(key, std::move(object));
}

void Applier::apply_sql(const std::string& sql, const Origin& origin) {
  const Origin before = origin_;
  if (origin.source != nullptr) origin_ = origin;
  in_sql_ = true;
  check_transaction(sql);
  for (const SqlEffect& effect : read_sql(sql, model_.dialect().name())) {
    std::visit(
        Overloaded{
            [&](const op::OperationVariant& operation) { std::visit(*this, operation); },
            [&](const SqlRename& rename) {
              if (rename.what == SqlRename::What::constraint) {
                return rename_constraint(rename.schema, rename.table, rename.from, rename.to);
              }
              rename_object(rename.schema, rename.from, rename.to,
                            rename.what == SqlRename::What::index  ? ObjectKind::index
                            : rename.what == SqlRename::What::type ? ObjectKind::type
                                                                   : ObjectKind::sequence);
            },
            [&](const SqlCreate& create) {
              create_from_sql(create.create, create.open, create.view, create.temporary,
                              create.replaces);
            },
            [&](const SqlUse& use) { use_table(use.schema, use.table); },
            [&](const SqlAlterType& altered) { forget_labels(altered.schema, altered.name); },
            [&](const SqlCascade& dropped) { cascade(dropped.name); },
            [&](const SqlRoutine& routine) {
              routine.creates ? create_routine(routine) : drop_routine(routine);
            },
            [&](const SqlTrigger& trigger) { apply_trigger(trigger); },
            [&](const SqlTaint&) { taint(sql); },
            [&](const SqlAnything&) {
              trace_.anything = true;
              lose_certainty();
            },
            [&](const SqlMoves&) { lose_certainty(); },
        },
        effect);
  }
  in_sql_ = false;
  origin_ = before;
}

void Applier::apply_statement(const schema::ExprPtr& statement, const Origin& origin) {
  if (statement == nullptr) return;
  const Origin before = origin_;
  if (origin.source != nullptr) origin_ = origin;
  std::visit(
      Overloaded{
          [&](const schema::TextClause& text) { apply_sql(text.text, origin_); },
          [&](const schema::Insert& insert) {
            const Key key = use_table(insert.table.schema, insert.table.name);
            need_columns(key, insert.columns);
          },
          [&](const schema::Update& update) {
            const Key key = use_table(update.table.schema, update.table.name);
            for (const auto& [column, value] : update.values) need_column(key, column);
          },
          [&](const schema::Delete& remove) { use_table(remove.table.schema, remove.table.name); },
          [&](const auto&) {},
      },
      statement->node);
  origin_ = before;
}

void Applier::operator()(const op::Execute& execute) {
  const bool before = std::exchange(outside_, outside_ || execute.autocommit);
  apply_statement(execute.statement, origin_);
  outside_ = before || (outside_ && !execute.autocommit);
}

}  // namespace retort::doctor
