// `alembic.context` and the MigrationContext that `op.get_context()` gives.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/source.h"
#include "python/classes.h"

namespace retort::script {

extern const python::NativeClassSpec kMigrationContextClass;
extern const python::NativeClassSpec kConfigClass;

/// An option as it is read, or what its value hangs on.
struct ConfigValue {
  std::string text;
  std::string unknown;  ///< Not empty: the name of what only the application knows.
};

/// What `context.config` reads: the configuration file, and what scripts set.
class ConfigReader {
 public:
  virtual ~ConfigReader() = default;
  /// `config.get_main_option(name)`.
  virtual std::optional<ConfigValue> main_option(std::string_view name) = 0;
  virtual std::map<std::string, ConfigValue> section(std::string_view name) = 0;
  /// `config.set_section_option(section, name, value)` at `origin`.
  virtual void set_option(std::string_view section, std::string_view name, ConfigValue value,
                          const Origin& origin) = 0;
  virtual std::string config_file_name() = 0;
  /// `config.config_ini_section`.
  virtual std::string section_name() = 0;
};

/// What env.py did when it was evaluated instead of run.
class ContextRecorder : public ConfigReader {
 public:
  /// `context.configure(...)`: the keyword arguments as given.
  virtual void configure(python::Interpreter& interpreter,
                         const std::vector<python::KeywordValue>& options) = 0;
  /// `context.run_migrations(...)`: the keyword arguments as given.
  virtual void run_migrations(python::Interpreter& interpreter,
                              const std::vector<python::KeywordValue>& arguments) = 0;
  /// Whether the command line says --autogenerate.
  virtual bool autogenerates() const { return false; }
  /// `with context.begin_transaction():` around what follows, and its end.
  virtual void begin_transaction() = 0;
  virtual void end_transaction() = 0;
  /// `context.execute(sql)`, `op.execute(sql)`.
  virtual void execute(python::Interpreter& interpreter, const python::Value& statement) = 0;
  /// `context.static_output(text)`.
  virtual void write(std::string text) = 0;
  /// The connection that configure() was given; absent if there is none.
  virtual python::Value bind() = 0;
};

/// The one MigrationContext of the run.
python::Value migration_context_object(python::Interpreter& interpreter);
/// A name of the module `alembic.context`, or absent.
const python::MemberTable& context_members();

}  // namespace retort::script
