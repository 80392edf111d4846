// What the program does without in libraries that it links or loads, so that it starts in less time
// and memory. Other programs that use Retort's library decide for themselves.
#define FMT_HEADER_ONLY 1

#include <fmt/format.h>

#include <cstdlib>

/// fmt out of its headers: neither its shared library nor, with that, the one of C++ is loaded.
[[gnu::used]] static std::string (*const own_fmt)(fmt::string_view,
                                                  fmt::format_args) = fmt::vformat;

/// libpq loads OpenLDAP, and that GnuTLS, which would at once test its ciphers and read its
/// configuration. GNUTLS_SKIP_GLOBAL_INIT of its headers defines this function; OpenLDAP starts
/// GnuTLS itself where it needs it.
extern "C" int _gnutls_global_init_skip() {
  return 1;
}

/// libpg_query refers to a second form of its trees, whose tables are more than half of what has to
/// be relocated at the start. Only pg_query_parse_protobuf() calls this, and nobody calls that.
extern "C" void pg_query_nodes_to_protobuf() {
  std::abort();
}
