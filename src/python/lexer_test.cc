#include "python/lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace retort::python {
namespace {

using enum TokenKind;

std::vector<TokenKind> kinds(std::string_view text) {
  std::vector<TokenKind> result;
  for (const Token& token : tokenize(text).tokens) result.push_back(token.kind);
  return result;
}

TEST(Lexer, TurnsIndentationIntoTokens) {
  EXPECT_EQ(kinds("if a:\n  b\n\n # c\nd"),
            (std::vector{If, Name, Colon, Newline, Indent, Name, Newline, Dedent, Name, Newline,
                         EndMarker}));
}

TEST(Lexer, IgnoresLineEndsInBracketsAndAfterABackslash) {
  EXPECT_EQ(kinds("(a,\n b)\n"),
            (std::vector{LParen, Name, Comma, Name, RParen, Newline, EndMarker}));
  EXPECT_EQ(kinds("a \\\n b\n"), (std::vector{Name, Name, Newline, EndMarker}));
}

TEST(Lexer, SplitsAnFStringIntoItsParts) {
  EXPECT_EQ(
      kinds("f'a{b!r:{c}d}'\n"),
      (std::vector{FStringStart, FStringMiddle, LBrace, Name, Exclamation, Name, Colon, LBrace,
                   Name, RBrace, FStringMiddle, RBrace, FStringEnd, Newline, EndMarker}));
  EXPECT_EQ(kinds("f'{'a'}'\n"),
            (std::vector{FStringStart, LBrace, String, RBrace, FStringEnd, Newline, EndMarker}));
}

TEST(Lexer, TakesTheLongestOperator) {
  EXPECT_EQ(kinds("a**=b//c->...\n"), (std::vector{Name, DoubleStarEqual, Name, DoubleSlash, Name,
                                                   Arrow, Ellipsis, Newline, EndMarker}));
}

TEST(Lexer, SaysWhereABracketStayedOpen) {
  const TokenStream stream = tokenize("x = (\n  [1]");
  ASSERT_TRUE(stream.failure);
  EXPECT_EQ(stream.failure->message, "'(' was never closed");
  EXPECT_EQ(stream.open_bracket, 4U);
  EXPECT_EQ(stream.tokens.back().kind, Error);
}

}  // namespace
}  // namespace retort::python
