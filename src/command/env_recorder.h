// Takes down what env.py tells Alembic while it is evaluated.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "command/config_options.h"
#include "command/env_databases.h"
#include "command/env_script.h"
#include "command/env_statements.h"
#include "project/config.h"
#include "project/environment.h"
#include "python/interpreter.h"
#include "script/context.h"

namespace retort::command {

/// Belongs to one evaluation; release() must be called before its interpreter ends. What stands for
/// engines and connections (env_engines.h) tells it of what happens there.
class EnvRecorder final : public script::ContextRecorder {
 public:
  /// All must outlive it. What is learned goes to `out`.
  EnvRecorder(const project::Config& config, const EnvScriptRequest& request,
              project::Environment& out);
  /// That of an interpreter which evaluates env.py.
  static EnvRecorder& of(python::Interpreter& interpreter);

  void configure(python::Interpreter& interpreter,
                 const std::vector<python::KeywordValue>& options) override;
  bool autogenerates() const override { return request_.observer != nullptr; }
  void begin_transaction() override;
  void end_transaction() override;
  void run_migrations(python::Interpreter& interpreter,
                      const std::vector<python::KeywordValue>& arguments) override;
  void execute(python::Interpreter& interpreter, const python::Value& statement) override;
  void write(std::string text) override;
  python::Value bind() override { return connection_; }

  std::optional<script::ConfigValue> main_option(std::string_view name) override {
    return options_.main_option(name);
  }
  std::map<std::string, script::ConfigValue> section(std::string_view name) override {
    return options_.section(name);
  }
  void set_option(std::string_view section, std::string_view name, script::ConfigValue value,
                  const Origin& origin) override;
  std::string config_file_name() override { return options_.config_file_name(); }
  std::string section_name() override { return options_.section_name(); }

  /// An engine was made, for a URL as far as it is known. The first one counts where env.py gives
  /// Alembic nothing else.
  void engine(python::Interpreter& interpreter, const python::Value& url);
  /// A statement was executed on a stand-in; gives a number for answered(). `sql` may be unknown.
  std::size_t executed(python::Interpreter& interpreter, const python::Value& connection,
                       const python::Value& sql);
  void answered(std::size_t statement) { statements_.answered(statement); }
  /// A setting cannot be known, see Environment::hidden.
  void hide(std::string_view setting, std::string reason);
  /// Something that env.py does on its connection is not done.
  void leave_out(std::string text) {
    out_.notes.push_back(std::move(text));
    ++out_.left_out;
  }
  /// The database behind a stand-in; null where it is not to be asked.
  std::shared_ptr<script::Host> ask(python::Interpreter& interpreter,
                                    const python::Value& connection);
  /// The one that was asked last, or null.
  script::Host* asked() const { return asked_last_.get(); }

  /// What env.py has logged since the last run.
  std::vector<project::LogLine>& log() { return databases_.log(); }
  /// env.py has ended with an error.
  void fail(const Error& error);
  /// env.py has ended with an exception that it raises itself.
  void refuse(const Error& error);
  /// REQUIRES: env.py has ended.
  void finish(python::Interpreter& interpreter, const Source& source);
  void release();

 private:
  void take(python::Interpreter& interpreter, std::string_view name, const python::Value& value,
            const std::string& from);
  void take_models(python::Interpreter& interpreter,
                   const std::vector<python::KeywordValue>& options);
  void take_template_arguments(python::Interpreter& interpreter, const python::Value& value);
  void take_metadata(python::Interpreter& interpreter, const python::Value& value,
                     const std::string& from);
  void take_connection(python::Interpreter& interpreter, const python::Value& connection,
                       const std::string& from);
  void take_url(python::Interpreter& interpreter, const python::Value& value,
                const std::string& from);
  void take_url(const std::string& text, const std::string& from);
  void take_boolean(python::Interpreter& interpreter, std::string_view name,
                    const python::Value& value, const std::string& from);
  void take_style(python::Interpreter& interpreter, const python::Value& value,
                  const std::string& from);
  std::vector<std::string> texts_of(python::Interpreter& interpreter,
                                    const python::Value& statement, const std::string& from);
  void refuse_without_run(const Source& source);
  void take_setup(python::Interpreter& interpreter);
  void check_translation(python::Interpreter& interpreter);
  void hide(std::string_view setting, const std::string& unknown, const std::string& from);
  std::vector<project::EnvOutput>& output();

  const project::Known<Secret> of_file_;
  const EnvScriptRequest& request_;
  ConfigOptions options_;
  project::Environment& out_;
  EnvDatabases databases_;
  EnvStatements statements_;
  python::Value connection_ = python::Value::absent();          ///< Of the last configure().
  std::vector<std::pair<python::Value, std::string>> engines_;  ///< Their URLs and places.
  std::string connection_url_;
  std::map<std::string, std::shared_ptr<script::Host>> asked_;  ///< By URL.
  std::shared_ptr<script::Host> asked_last_;
  bool configured_ = false;
  bool ran_ = false;  ///< Since the last configure().
  int transactions_ = 0;
  std::size_t runs_ = 0;
  bool failed_ = false;
  bool knows_connection_ = false;
  std::pair<std::string, std::string> tokens_ = {"upgrades", "downgrades"};
};

}  // namespace retort::command
