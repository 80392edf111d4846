// The only outside interface is template_syntax.h.
//
// At every position the forms are tried in this order: expression, line forms (control, comment,
// doubled percent sign) at the start of a line, tags, code; what is left is text up to the next of
// them. A backslash at the end of a line joins it with the next one.
#include "script/template_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace retort::script {
namespace {

using Kind = TemplatePart::Kind;

constexpr std::string_view kBlanks = " \t\r\n";

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The size of the string literal that begins at `at`, quotes included; up to the end of the text
/// when it is not closed.
std::size_t string_size(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string three(3, quote);
  const bool triple = text.substr(at, 3) == three;
  const std::string_view close = triple ? std::string_view(three) : text.substr(at, 1);
  for (std::size_t i = at + close.size(); i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text.substr(i, close.size()) == close) {
      return i + close.size() - at;
    }
  }
  return text.size() - at;
}

class TemplateParser {
 public:
  explicit TemplateParser(const Source& source) : source_(source), text_(source.text) {}

  std::vector<TemplatePart> parse() {
    while (at_ < text_.size()) {
      if (rest().starts_with("${")) {
        expression();
      } else if (!(at_line_start() && line_form()) && !tag()) {
        plain_text();
      }
    }
    if (open_definitions_ > 0)
      throw fail(text_.size(), "A <%def> is not closed: </%def> is missing.");
    return std::move(parts_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }
  bool at_line_start() const { return at_ == 0 || text_[at_ - 1] == '\n'; }

  Error fail(std::size_t offset, std::string message, std::size_t size = 1) const {
    const auto begin = static_cast<std::uint32_t>(std::min(offset, text_.size()));
    return Error(ErrorCode::parse, std::move(message),
                 place_in(source_, {begin, begin + static_cast<std::uint32_t>(size)}));
  }

  void add(Kind kind, std::string_view text, std::size_t offset) {
    parts_.push_back({kind, std::string(text), {}, offset});
  }
  /// Adds code without the blanks around it.
  TemplatePart& add_code(Kind kind, std::size_t begin, std::size_t end) {
    while (begin < end && kBlanks.find(text_[begin]) != kBlanks.npos) ++begin;
    while (begin < end && kBlanks.find(text_[end - 1]) != kBlanks.npos) --end;
    add(kind, text_.substr(begin, end - begin), begin);
    return parts_.back();
  }

  /// The offset of `end` in Python code that begins at `from`, outside of strings and comments, and
  /// with `nested` outside of brackets; `bar` is taken too when it comes first.
  std::size_t code_end(std::size_t from, std::string_view end, bool nested, bool bar) const {
    int depth = 0;
    for (std::size_t i = from; i < text_.size(); ++i) {
      const char c = text_[i];
      if ((!nested || depth == 0) && text_.substr(i, end.size()) == end) return i;
      if (bar && depth == 0 && c == '|') return i;
      if (c == '#' && text_.find('\n', i) != text_.npos) {
        i = text_.find('\n', i);
      } else if (c == '"' || c == '\'') {
        i += string_size(text_, i) - 1;
      } else if (c == '(' || c == '[' || c == '{') {
        ++depth;
      } else if (c == ')' || c == ']' || c == '}') {
        --depth;
      }
    }
    throw fail(from, fmt::format("Expected: {}", end));
  }

  void expression() {
    const std::size_t begin = at_ + 2;
    const std::size_t bar = code_end(begin, "}", true, true);
    const std::size_t end = text_[bar] == '|' ? code_end(bar + 1, "}", true, false) : bar;
    TemplatePart& part = add_code(Kind::expression, begin, bar);
    if (part.text.empty()) throw fail(at_, "The expression is empty.", 2);
    if (bar != end) part.filters = filters(bar + 1, end);
    at_ = end + 1;
  }

  /// The filters after a bar: names or calls with commas between them.
  std::vector<std::string> filters(std::size_t begin, std::size_t end) const {
    std::vector<std::string> out(1);
    int depth = 0;
    for (const char c : text_.substr(begin, end - begin)) {
      if (c == '(') ++depth;
      if (c == ')') --depth;
      if (c == ',' && depth == 0) {
        out.emplace_back();
      } else if (kBlanks.find(c) == kBlanks.npos) {
        out.back() += c;
      }
    }
    std::erase(out, std::string());
    return out;
  }

  /// A control line, a comment line or a doubled percent sign.
  bool line_form() {
    std::size_t mark = at_;
    while (mark < text_.size() && (text_[mark] == ' ' || text_[mark] == '\t')) ++mark;
    const std::string_view from = text_.substr(mark);
    if (from.starts_with("%%")) {
      add(Kind::text, text_.substr(at_, mark - at_ + 1), at_);
      std::size_t end = mark + 2;
      while (end < text_.size() && text_[end] == '%') ++end;
      parts_.back().text += text_.substr(mark + 2, end - mark - 2);
      at_ = end;
      return true;
    }
    const bool comment = from.starts_with("##");
    if (!comment && !from.starts_with("%")) return false;
    std::size_t end = mark;
    while (end < text_.size() && text_[end] != '\n') {
      if (text_[end] == '\\' && text_.substr(end + 1).starts_with("\n")) ++end;
      ++end;
    }
    if (!comment) control(mark + 1, end);
    at_ = std::min(end + 1, text_.size());
    return true;
  }

  void control(std::size_t begin, std::size_t end) {
    TemplatePart& part = add_code(Kind::control, begin, end);
    std::size_t size = 0;
    while (size < part.text.size() && is_word(part.text[size])) ++size;
    if (size == 0) throw fail(part.offset, fmt::format("Invalid control line: '{}'", part.text));
    if (!part.text.starts_with("end")) return;
    part.kind = Kind::control_end;
    part.text = part.text.substr(3, size - 3);
  }

  bool tag() {
    if (rest().starts_with("</%")) {
      close_tag();
      return true;
    }
    if (!rest().starts_with("<%")) return false;
    const bool module = rest().starts_with("<%!");
    const std::size_t begin = at_ + (module ? 3 : 2);
    if (module || begin >= text_.size() || !is_word(text_[begin])) {
      const std::size_t end = code_end(begin, "%>", false, false);
      add(module ? Kind::module_code : Kind::code, text_.substr(begin, end - begin), begin);
      at_ = end + 2;
    } else {
      open_tag(begin);
    }
    return true;
  }

  void open_tag(std::size_t begin) {
    std::size_t end = begin;
    while (end < text_.size() && (is_word(text_[end]) || text_[end] == '.' || text_[end] == ':')) {
      ++end;
    }
    const std::string_view name = text_.substr(begin, end - begin);
    if (name == "doc" || name == "text") {
      raw(name, end);
    } else if (name == "def") {
      definition(end);
    } else {
      throw fail(at_, fmt::format("<%{}> is beyond what Retort evaluates in a template.", name),
                 name.size() + 2)
          .with_hint(
              "Understood are ${...}, % lines, <% %>, <%! %>, <%def>, <%doc> and <%text>: "
              "write this part with them.");
    }
  }

  /// `<%doc>` and `<%text>`: up to the closing tag, as it stands.
  void raw(std::string_view name, std::size_t after_name) {
    const std::size_t open = text_.find('>', after_name);
    const std::string closing = fmt::format("</%{}>", name);
    const std::size_t close = open == text_.npos ? open : text_.find(closing, open);
    if (close == text_.npos) throw fail(at_, fmt::format("Unclosed tag: <%{}>", name));
    if (name == "text") add(Kind::text, text_.substr(open + 1, close - open - 1), open + 1);
    at_ = close + closing.size();
  }

  void definition(std::size_t after_name) {
    const std::size_t end = code_end(after_name, ">", false, false);
    std::size_t name = text_.find_first_not_of(kBlanks, after_name);
    const std::string_view attributes = text_.substr(name, end - name);
    const char quote = attributes.size() > 6 ? attributes[5] : '\0';
    const bool plain = attributes.starts_with("name=") && (quote == '"' || quote == '\'') &&
                       attributes.find(quote, 6) == attributes.find_last_not_of(kBlanks);
    if (!plain) {
      throw fail(name, "Only name=\"...\" is evaluated in a <%def>.", attributes.size())
          .with_hint("Leave the other attributes out, and apply filters where it is called.");
    }
    const std::string_view signature = attributes.substr(6, attributes.find(quote, 6) - 6);
    const bool has_arguments = signature.find('(') != signature.npos;
    add(Kind::definition, signature, name + 6);
    if (!has_arguments) parts_.back().text += "()";
    ++open_definitions_;
    at_ = end + 1;
  }

  void close_tag() {
    if (!rest().starts_with("</%def>") || open_definitions_ == 0) {
      throw fail(at_, "Closing tag without opening tag.", 3);
    }
    --open_definitions_;
    add(Kind::definition_end, "", at_);
    at_ += std::string_view("</%def>").size();
  }

  void plain_text() {
    const std::size_t begin = at_;
    std::string text;
    do {
      if (rest().starts_with("\\\n") || rest().starts_with("\\\r\n")) {
        at_ = text_.find('\n', at_) + 1;
        break;  // What follows stands at the start of a line.
      }
      text += text_[at_++];
    } while (at_ < text_.size() && !special());
    if (!text.empty()) add(Kind::text, text, begin);
  }

  /// Whether another form may begin here.
  bool special() const {
    const std::string_view from = rest();
    if (from.starts_with("${") || from.starts_with("<%") || from.starts_with("</%")) return true;
    if (text_[at_ - 1] != '\n') return false;
    const std::size_t mark = from.find_first_not_of(" \t");
    return mark != from.npos && (from[mark] == '%' || from.substr(mark).starts_with("##"));
  }

  const Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
  int open_definitions_ = 0;
  std::vector<TemplatePart> parts_;
};

}  // namespace

std::vector<TemplatePart> parse_template(const Source& source) {
  return TemplateParser(source).parse();
}

}  // namespace retort::script
