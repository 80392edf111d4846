#include "script/parse_ahead.h"

#include <utility>

#include "python/parser.h"

namespace retort::script {
namespace {

/// How many parsed scripts may wait.
constexpr std::size_t kWindow = 12;
/// After how many scripts a waiting thread is woken: each waking costs more than a script does.
constexpr std::size_t kWake = kWindow / 2;
/// From how many scripts on a thread pays.
constexpr std::size_t kThreadFrom = 32;

}  // namespace

ParseAhead::ParseAhead(const FileSystem& files, std::vector<const revision::RevisionSpec*> scripts)
    : files_(files), scripts_(std::move(scripts)), slots_(kWindow) {
  if (scripts_.size() < kThreadFrom || std::thread::hardware_concurrency() < 2) return;
  thread_ = std::thread([this] { work(); });
}

ParseAhead::~ParseAhead() {
  if (!thread_.joinable()) return;
  stop_ = true;
  taken_ = scripts_.size();
  taken_.notify_one();
  thread_.join();
}

std::shared_ptr<const python::Module> ParseAhead::next() {
  const std::size_t at = taken_;
  Slot& slot = slots_[at % kWindow];
  while (!slot.ready) {
    if (const std::optional<std::size_t> mine = claim()) {
      parse(*mine);
    } else {
      slot.ready.wait(false);
    }
  }
  const std::exception_ptr error = std::exchange(slot.error, nullptr);
  std::shared_ptr<const python::Module> tree = slot.tree;
  slot.ready = false;
  taken_ = at + 1;
  if ((at + 1) % kWake == 0) taken_.notify_one();
  if (error) std::rethrow_exception(error);
  return tree;
}

std::optional<std::size_t> ParseAhead::claim() {
  std::size_t at = claimed_;
  do {
    if (at == scripts_.size() || at - taken_ >= kWindow) return std::nullopt;
  } while (!claimed_.compare_exchange_weak(at, at + 1));
  return at;
}

void ParseAhead::parse(std::size_t at) {
  Slot& slot = slots_[at % kWindow];
  const revision::RevisionSpec& script = *scripts_[at];
  try {
    SourcePtr source = script.source;
    if (source == nullptr) {
      source = std::make_shared<const Source>(Source{script.file(), files_.read(script.path)});
    }
    slot.tree = python::parse_module(source);
  } catch (...) {
    slot.error = std::current_exception();
  }
  slot.ready = true;
  slot.ready.notify_one();
}

void ParseAhead::work() {
  while (!stop_ && claimed_ < scripts_.size()) {
    const std::size_t taken = taken_;
    if (const std::optional<std::size_t> mine = claim()) {
      parse(*mine);
    } else {
      taken_.wait(taken);
    }
  }
}

}  // namespace retort::script
