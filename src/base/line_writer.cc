#include "base/line_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/descriptor.h"
#include "base/error.h"

namespace retort {

LineWriter::LineWriter(const std::string& path)
    : descriptor_(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ >= 0) return;
  throw Error(ErrorCode::io,
              fmt::format("Cannot open the log file {}: {}", path, std::strerror(errno)))
      .with_hint("Nothing was run. Give --log-file a path that this user may write to.");
}

LineWriter::~LineWriter() {
  if (descriptor_ > 2) ::close(descriptor_);
}

std::string LineWriter::write(std::string_view line) {
  struct sigaction ignore = {};
  struct sigaction before = {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &before);
  const int reason = write_whole(descriptor_, line);
  ::sigaction(SIGPIPE, &before, nullptr);
  return reason == 0 ? std::string() : std::strerror(reason);
}

}  // namespace retort
