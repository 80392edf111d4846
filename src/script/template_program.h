// A parsed template as a Python program, and the way back from places in that to the template.
#pragma once

#include <string>
#include <vector>

#include "base/source.h"
#include "script/template_syntax.h"

namespace retort::script {

/// The program writes with `_retort_write(text)` and stands in one function, `_retort_render`.
struct TemplateProgram {
  /// Where a line of the program comes from: nowhere when `template_line` is 0.
  struct Line {
    int template_line = 0;  ///< 1-based.
    int column_shift = 0;   ///< What a column of the program has more than the template's.
    int begin = 1;          ///< The columns of the template's code in the template's line.
    int end = 1;
  };
  std::string code;
  std::vector<Line> lines;         ///< One for each line of the code.
  std::vector<std::string> names;  ///< Every name that the template's code mentions, sorted.
};

/// Translates. Errors: ErrorCode::parse at control lines that do not belong together.
TemplateProgram program_of(const Source& source, const std::vector<TemplatePart>& parts);

/// The place in the template for one (with a line and a column) in the program; without a line for
/// code that the template did not bring.
Place template_place(const Source& source, const TemplateProgram& program, const Place& place);

}  // namespace retort::script
