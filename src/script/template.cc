// The only outside interface is template.h.
#include "script/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "python/parser.h"
#include "script/modules.h"
#include "script/run.h"
#include "script/silent_host.h"
#include "script/template_program.h"
#include "script/template_syntax.h"

namespace retort::script {
namespace {

using python::Interpreter;
using python::Value;

/// What a program stands on. Names that neither the context nor Python has are UNDEFINED: false in
/// conditions, an error when they are written.
constexpr const char* kGround = R"python(
import datetime as _retort_datetime
from alembic import context as _retort_alembic

_retort_written = []
_retort_write = _retort_written.append

class _retort_Undefined:
    def __str__(self):
        raise NameError("Undefined")
    def __bool__(self):
        return False
    def __call__(self, *args, **kwargs):
        raise NameError("Undefined")

class _retort_Context:
    def __init__(self, values):
        self.kwargs = values
    def get(self, name, default=None):
        return self.kwargs.get(name, default)
    def __getitem__(self, name):
        return self.kwargs[name]
    def keys(self):
        return list(self.kwargs)
    def write(self, text):
        _retort_write(text)

class _retort_Loop:
    def __init__(self, items, parent):
        self._items = items
        self.parent = parent
        self.index = 0
    def __iter__(self):
        for item in self._items:
            yield item
            self.index += 1
    def __len__(self):
        return len(self._items)
    @property
    def first(self):
        return self.index == 0
    @property
    def last(self):
        return self.index == len(self) - 1
    @property
    def reverse_index(self):
        return len(self) - self.index - 1
    @property
    def even(self):
        return self.index % 2 == 0
    @property
    def odd(self):
        return self.index % 2 == 1
    def cycle(self, *values):
        return values[self.index % len(values)]

def _retort_html(text):
    for sign, entity in (("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"), ("'", "&#39;"), ('"', "&#34;")):
        text = text.replace(sign, entity)
    return text

def _retort_url(text):
    from urllib.parse import quote_plus
    return quote_plus(text)

def _retort_trim(text):
    return text.strip()

def _retort_comma(value):
    if value is None:
        return ""
    return value if isinstance(value, str) else ", ".join(value)

def _retort_date(seconds, microseconds, offset, name):
    zone = None
    if name is not None:
        zone = _retort_datetime.timezone(_retort_datetime.timedelta(seconds=offset), name)
    moment = _retort_datetime.datetime(1970, 1, 1, tzinfo=zone)
    return moment + _retort_datetime.timedelta(seconds=seconds + offset, microseconds=microseconds)

def _retort_result(encoding):
    return "".join(_retort_written).encode(encoding)

UNDEFINED = _retort_Undefined()
)python";

constexpr std::int64_t kSecond = 1'000'000;

/// Python literals.
std::string literal(Interpreter& interpreter, const std::string& text) {
  return interpreter.repr(Value::string(text));
}
std::string sequence(Interpreter& interpreter, const std::vector<std::string>& items, char open,
                     char close) {
  std::string out(1, open);
  for (const std::string& item : items) {
    out += fmt::format("{}{}", out.size() == 1 ? "" : ", ", literal(interpreter, item));
  }
  if (open == '(' && items.size() == 1) out += ',';
  return out + close;
}
/// None, the one item, or all of them.
std::string scalar(Interpreter& interpreter, const std::vector<std::string>& items, char open,
                   char close) {
  if (items.empty()) return "None";
  if (items.size() == 1) return literal(interpreter, items.front());
  return sequence(interpreter, items, open, close);
}

/// The dictionary that Mako calls the context, as Python text. The kinds of the values are
/// Alembic's: several down revisions are a tuple, several dependencies a list.
std::string context_text(Interpreter& interpreter, const NewRevision& revision,
                         const TemplateSurroundings& surroundings) {
  std::string zone = "None";
  if (revision.date.zone) zone = literal(interpreter, *revision.date.zone);
  std::string text = "_retort_values = {\n";
  const auto add = [&](std::string_view name, std::string_view value) {
    text += fmt::format("    '{}': {},\n", name, value);
  };
  add("config", "_retort_alembic.config");
  for (const auto& [name, value] : surroundings.arguments) {
    text += fmt::format("    {}: {},\n", literal(interpreter, name), value);
  }
  add("up_revision", literal(interpreter, revision.id));
  add("down_revision", scalar(interpreter, revision.down_revisions, '(', ')'));
  add("branch_labels", revision.branch_labels.empty()
                           ? "None"
                           : sequence(interpreter, revision.branch_labels, '(', ')'));
  add("depends_on", scalar(interpreter, revision.depends_on, '[', ']'));
  add("create_date",
      fmt::format("_retort_date({}, {}, {}, {})", revision.date.microseconds / kSecond,
                  revision.date.microseconds % kSecond, revision.date.offset_seconds, zone));
  add("comma", "_retort_comma");
  add("message", literal(interpreter, revision.message.value_or("empty message")));
  return text + "}\ncontext = _retort_Context(_retort_values)\n";
}

class Renderer {
 public:
  Renderer(const Source& source, const NewRevision& revision,
           const TemplateSurroundings& surroundings)
      : source_(source),
        revision_(revision),
        surroundings_(surroundings),
        python_host_(script_host_, surroundings.project, surroundings.values) {}

  std::string render(std::string_view encoding) {
    program_ = program_of(source_, parse_template(source_));
    Run run(script_host_);
    run.config_reader = surroundings_.config;
    python::InterpreterOptions options;
    options.native_modules = {native_modules()};
    options.context = &run;
    Interpreter interpreter(python_host_, options);
    std::string text;
    try {
      text = run_program(interpreter, encoding);
    } catch (const Error& error) {
      run.release();
      throw in_template(error);
    }
    run.release();
    return text;
  }

 private:
  std::string run_program(Interpreter& interpreter, std::string_view encoding) {
    std::string code = kGround + context_text(interpreter, revision_, surroundings_);
    for (const std::string& name : program_.names) {
      code += fmt::format(
          "if '{0}' in _retort_values:\n    {0} = _retort_values['{0}']\n"
          "else:\n    try: {0}\n    except NameError: {0} = UNDEFINED\n",
          name);
    }
    ground_lines_ = static_cast<int>(std::ranges::count(code, '\n'));
    code += program_.code;
    const auto script = std::make_shared<const Source>(Source{source_.path, std::move(code)});
    const auto module =
        interpreter.run_module(python::parse_module(script), "script_py_mako", source_.path);
    call_render(interpreter, interpreter.global(*module, "_retort_render"));
    const Value name = Value::string(encoding);
    const Value bytes =
        interpreter.call_from_host(interpreter.global(*module, "_retort_result"), {&name, 1});
    const auto* object = bytes.try_as<python::BytesObject>();
    if (object == nullptr) throw Error(ErrorCode::internal, "a template was rendered to no text");
    return object->data();
  }

  /// An error's place is the innermost one in the template: not that of the functions it uses.
  void call_render(Interpreter& interpreter, const Value& function) const {
    const Interpreter::StackBound bound(interpreter);
    try {
      interpreter.call(function);
    } catch (const python::PythonError& error) {
      python::PythonError shorter(error.exception, {});
      for (const Origin& origin : error.trace) {
        if (origin.source->path != source_.path || place_of(origin).line <= ground_lines_) continue;
        shorter.trace.push_back(origin);
        break;
      }
      interpreter.throw_as_error(shorter);
    }
  }

  /// `text` with every `script.py.mako:LINE:COLUMN` of the program as one of the template.
  std::string with_places(std::string text) const {
    const std::string mark = source_.path + ":";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
      at += mark.size();
      Place place;
      const char* const end = text.data() + text.size();
      const auto [colon, no_line] = std::from_chars(text.data() + at, end, place.line);
      if (no_line != std::errc() || colon == end || *colon != ':') continue;
      const auto [stop, no_column] = std::from_chars(colon + 1, end, place.column);
      if (no_column != std::errc()) continue;
      place.line -= ground_lines_;
      const Place in_source = template_place(source_, program_, place);
      const auto size = static_cast<std::size_t>(stop - (text.data() + at));
      text.replace(at, size, fmt::format("{}:{}", in_source.line, in_source.column));
    }
    return text;
  }

  /// An error of the program as one of the template.
  Error in_template(const Error& error) const {
    Error out = error;
    if (error.code == ErrorCode::parse) out.hints.clear();  // They are about scripts.
    out.message = with_places(error.message);
    for (std::string& hint : out.hints) hint = with_places(hint);
    if (error.code == ErrorCode::script) {
      out.code = ErrorCode::command;
      out.message = fmt::format("Template rendering failed: {}", out.message);
    }
    out.place.reset();
    if (error.place && error.place->file == source_.path) {
      Place place = *error.place;
      place.line -= ground_lines_;
      out.place = template_place(source_, program_, place);
    }
    if (error.message.ends_with("NameError: Undefined")) {
      out.with_hint(
          "The template uses a name or a filter that neither Alembic nor `template_args` of env.py "
          "gives it: correct the name, or test it with `if`.");
    }
    return out;
  }

  const Source& source_;
  const NewRevision& revision_;
  const TemplateSurroundings& surroundings_;
  SilentHost script_host_;
  Surroundings python_host_;
  TemplateProgram program_;
  int ground_lines_ = 0;
};

}  // namespace

std::string render_python_revision(const Source& script_template, const NewRevision& revision,
                                   const TemplateSurroundings& surroundings,
                                   std::string_view encoding) {
  try {
    return Renderer(script_template, revision, surroundings).render(encoding);
  } catch (Error& error) {
    if (error.hints.empty()) {
      error.with_hint("Correct the template, and run again: no migration was written.");
    }
    throw;
  }
}

}  // namespace retort::script
