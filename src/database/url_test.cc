#include "database/url.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace retort::database {
namespace {

struct UrlCase {
  std::string_view written;
  std::string_view rendered;  ///< As SQLAlchemy renders it with the password hidden.
};

// Each right side was printed by SQLAlchemy 2.0.52 from the left side.
constexpr UrlCase kRenderings[] = {
    {"postgresql+asyncpg://user:p%40ss@host:5432/db?sslmode=require&options=-c%20a%3Db",
     "postgresql+asyncpg://user:***@host:5432/db?options=-c+a%3Db&sslmode=require"},
    {"postgres://u@h/d", "postgres://u@h/d"},
    {"postgresql+psycopg2:///db?host=/socket/dir",
     "postgresql+psycopg2:///db?host=%2Fsocket%2Fdir"},
    {"postgresql://u:@h/d", "postgresql://u:***@h/d"},
    {"postgresql://:pw@h/d", "postgresql://:***@h/d"},
    {"postgresql://u%2Fv:x@h", "postgresql://u%2Fv:***@h"},
    {"postgresql://u+v w:x@h", "postgresql://u+v w:***@h"},
    {"postgresql://[2001:db8::1]:5433/d", "postgresql://[2001:db8::1]:5433/d"},
    {"postgresql://me@corp:pw@h/d", "postgresql://me%40corp:***@h/d"},
    {"postgresql://u:a/b:c?d@h/d", "postgresql://u:***@h/d"},
    {"postgresql:///d?host=a:1&host=b:2&empty=", "postgresql:///d?host=a%3A1&host=b%3A2"},
    {"sqlite://", "sqlite://"},
    {"sqlite:///rel/a.db", "sqlite:///rel/a.db"},
    {"sqlite:////abs/a.db", "sqlite:////abs/a.db"},
    {"sqlite+aiosqlite:///:memory:", "sqlite+aiosqlite:///:memory:"},
    {"sqlite:///file:a.db?mode=ro&uri=true", "sqlite:///file:a.db?mode=ro&uri=true"},
    {"sqlite+pysqlite:///with%20blank.db", "sqlite+pysqlite:///with%20blank.db"},
};

TEST(Url, RendersAsSqlalchemyDoesWithThePasswordHidden) {
  for (const UrlCase& c : kRenderings)
    EXPECT_EQ(render(parse_url(c.written)), c.rendered) << c.written;
}

TEST(Url, TakesEveryPartApart) {
  const Url url =
      parse_url("postgresql+asyncpg://us%20er:p%40s%2Fs@[::1]:5432/my db?ssl=require&a=x+y%21");
  EXPECT_EQ(url.dialect, "postgresql");
  EXPECT_EQ(url.driver, "asyncpg");
  EXPECT_EQ(url.username, "us er");
  ASSERT_TRUE(url.password);
  EXPECT_EQ(url.password->reveal(), "p@s/s");
  EXPECT_EQ(url.host, "::1");
  EXPECT_EQ(url.port, 5432);
  EXPECT_EQ(url.database, "my db");
  const std::vector<std::pair<std::string, std::string>> query = {{"ssl", "require"},
                                                                  {"a", "x y!"}};
  EXPECT_EQ(url.query, query);
}

TEST(Url, LeavesPartsThatAreNotWrittenEmpty) {
  const Url url = parse_url("postgresql://");
  EXPECT_FALSE(url.username || url.password || url.host || url.port || url.database);
  EXPECT_EQ(parse_url("sqlite:///").database, "");
}

TEST(Url, RefusesWhatIsNoUrlWithoutRepeatingIt) {
  for (const std::string_view text :
       {"", "secret", "postgresql:/u:secret@h", "my-db://u:secret@h", "://secret",
        "postgresql://u:secret@h:secret/d", "postgresql://[::1/secret"}) {
    try {
      parse_url(text);
      ADD_FAILURE() << "accepted " << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.message, "Could not parse SQLAlchemy URL from given URL string");
      EXPECT_EQ(error.code, ErrorCode::config);
      EXPECT_FALSE(error.hints.empty());
      EXPECT_EQ(describe(error).find("secret"), std::string::npos);
    }
  }
}

TEST(Url, HidesSecretsInQueryOptions) {
  const Url url = parse_url("postgresql:///d?password=hunter2&sslpassword=hunter3");
  EXPECT_EQ(render(url), "postgresql:///d?password=***&sslpassword=***");
  EXPECT_EQ(secrets_in(url).size(), 2U);
  EXPECT_EQ(render_with_password(url).reveal(),
            "postgresql:///d?password=hunter2&sslpassword=hunter3");
}

TEST(Url, KnowsTheDialectNames) {
  EXPECT_EQ(canonical_dialect(parse_url("postgres://h")), "postgresql");
  EXPECT_EQ(canonical_dialect(parse_url("postgresql+psycopg://h")), "postgresql");
  EXPECT_EQ(canonical_dialect(parse_url("sqlite://")), "sqlite");
  EXPECT_EQ(canonical_dialect(parse_url("oracle://h")), "");
}

TEST(Secret, IsRedactedFromText) {
  EXPECT_EQ(Secret("pw").redact("a pw, pw"), "a ***, ***");
  EXPECT_EQ(Secret("").redact("a"), "a");
  EXPECT_EQ(to_string(Secret("pw")), "***");
}

}  // namespace
}  // namespace retort::database
