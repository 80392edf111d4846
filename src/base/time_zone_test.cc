#include "base/time_zone.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

constexpr std::int64_t kWinter = 1'767'225'600'000'000;  // 2026-01-01 00:00 UTC
constexpr std::int64_t kSummer = 1'782'864'000'000'000;  // 2026-07-01 00:00 UTC

TEST(TimeZone, ChangesWithTheSeason) {
  if (!zone_offset("Europe/Berlin", kWinter)) GTEST_SKIP() << "no time zone database here";
  EXPECT_EQ(zone_offset("Europe/Berlin", kWinter)->seconds, 3600);
  EXPECT_EQ(zone_offset("Europe/Berlin", kSummer)->seconds, 7200);
  EXPECT_EQ(zone_offset("Europe/Berlin", kSummer)->abbreviation, "CEST");
}

TEST(TimeZone, IsUnknownUnlessTheSystemHasIt) {
  EXPECT_EQ(zone_offset("UTC", kWinter)->seconds, 0);
  EXPECT_FALSE(zone_offset("Nowhere/Town", kWinter));
  EXPECT_FALSE(zone_offset("../passwd", kWinter));
  EXPECT_FALSE(zone_offset("", kWinter));
}

}  // namespace
}  // namespace retort
