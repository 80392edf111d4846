// The syntax of `script.py.mako`: Mako templates cut into their parts.
//
// Understood are text, `${...}` with filters, `% control` lines, `##` lines, `<% %>`, `<%! %>`,
// `<%doc>`, `<%text>` and plain `<%def>`. Inheritance, includes, namespaces, blocks and calls with
// content are refused with their place.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/source.h"

namespace retort::script {

/// One part of a template, in the order of the text.
struct TemplatePart {
  enum class Kind {
    text,            ///< `text` is written as it is.
    expression,      ///< `text` is evaluated, `filters` are applied.
    control,         ///< `text` is a line of Python such as `for x in y:`.
    control_end,     ///< `text` is the keyword that `endfor` ends.
    code,            ///< `text` are statements of `<% %>`.
    module_code,     ///< The same of `<%! %>`.
    definition,      ///< `text` is the signature of a `<%def>`.
    definition_end,  ///< `</%def>`.
  };
  Kind kind = Kind::text;
  std::string text;
  std::vector<std::string> filters;
  std::size_t offset = 0;  ///< Of `text` in the template; for text parts where it begins.
};

/// Cuts a template. Errors: ErrorCode::parse at the place that is wrong or not understood.
std::vector<TemplatePart> parse_template(const Source& source);

}  // namespace retort::script
