#include "base/md5.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace retort {
namespace {

using State = std::array<std::uint32_t, 4>;

constexpr std::array<int, 16> kShifts = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};

/// The 64 round constants: floor(2^32 * |sin(i + 1)|), as RFC 1321 defines them.
const std::array<std::uint32_t, 64>& sine_table() {
  static const auto table = [] {
    std::array<std::uint32_t, 64> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = static_cast<std::uint32_t>(
          std::floor(std::fabs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
    return values;
  }();
  return table;
}

std::uint32_t rotate_left(std::uint32_t value, int bits) {
  return (value << bits) | (value >> (32 - bits));
}

std::uint32_t mix(std::size_t round, const State& s) {
  switch (round) {
    case 0:
      return (s[1] & s[2]) | (~s[1] & s[3]);
    case 1:
      return (s[3] & s[1]) | (~s[3] & s[2]);
    case 2:
      return s[1] ^ s[2] ^ s[3];
    default:
      return s[2] ^ (s[1] | ~s[3]);
  }
}

std::size_t word_index(std::size_t round, std::size_t i) {
  constexpr std::array<std::size_t, 4> kFactor = {1, 5, 3, 7};
  constexpr std::array<std::size_t, 4> kOffset = {0, 1, 5, 0};
  return (kFactor[round] * i + kOffset[round]) % 16;
}

void digest_block(const std::string& message, std::size_t offset, State& state) {
  std::array<std::uint32_t, 16> words{};
  for (std::size_t i = 0; i < 64; ++i)
    words[i / 4] |= static_cast<std::uint32_t>(static_cast<unsigned char>(message[offset + i]))
                    << (8 * (i % 4));
  State s = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::size_t round = i / 16;
    const std::uint32_t sum = s[0] + mix(round, s) + sine_table()[i] + words[word_index(round, i)];
    s = {s[3], s[1] + rotate_left(sum, kShifts[round * 4 + i % 4]), s[1], s[2]};
  }
  for (std::size_t i = 0; i < 4; ++i) state[i] += s[i];
}

}  // namespace

std::string md5_hex(std::string_view data) {
  std::string message(data);
  message += '\x80';
  while (message.size() % 64 != 56) message += '\0';
  const std::uint64_t bits = static_cast<std::uint64_t>(data.size()) * 8;
  for (int i = 0; i < 8; ++i) message += static_cast<char>((bits >> (8 * i)) & 0xff);

  State state = {0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u};
  for (std::size_t offset = 0; offset < message.size(); offset += 64)
    digest_block(message, offset, state);

  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const std::uint32_t word : state) {
    for (int byte = 0; byte < 4; ++byte) {
      const std::uint32_t value = (word >> (8 * byte)) & 0xff;
      hex += kDigits[value >> 4];
      hex += kDigits[value & 15];
    }
  }
  return hex;
}

}  // namespace retort
