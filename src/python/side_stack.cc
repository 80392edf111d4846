#include "python/side_stack.h"

#include <cstdint>

#ifdef __has_feature
#define RETORT_HAS_FEATURE(name) __has_feature(name)
#else
#define RETORT_HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || RETORT_HAS_FEATURE(address_sanitizer)
#define RETORT_ADDRESS_SANITIZER 1
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(__SANITIZE_THREAD__) || RETORT_HAS_FEATURE(thread_sanitizer)
#define RETORT_THREAD_SANITIZER 1
#include <sanitizer/tsan_interface.h>
#endif

namespace retort::python {
namespace {

#ifdef RETORT_ADDRESS_SANITIZER
void announce_switch(void** fake_stack, const void* stack, std::size_t bytes) {
  __sanitizer_start_switch_fiber(fake_stack, stack, bytes);
}
void after_switch(void* fake_stack, const void** old_stack, std::size_t* old_bytes) {
  __sanitizer_finish_switch_fiber(fake_stack, old_stack, old_bytes);
}
#else
void announce_switch(void**, const void*, std::size_t) {}
void after_switch(void*, const void**, std::size_t*) {}
#endif

#ifdef RETORT_THREAD_SANITIZER
void* new_fiber() {
  return __tsan_create_fiber(0);
}
void end_fiber(void* fiber) {
  __tsan_destroy_fiber(fiber);
}
void* this_fiber() {
  return __tsan_get_current_fiber();
}
void switch_fiber(void* fiber) {
  __tsan_switch_to_fiber(fiber, 0);
}
#else
void* new_fiber() {
  return nullptr;
}
void end_fiber(void*) {}
void* this_fiber() {
  return nullptr;
}
void switch_fiber(void*) {}
#endif

}  // namespace

// Untouched pages of so large a block cost nothing.
SideStack::SideStack(std::size_t bytes, void (*body)(void*), void* argument)
    : memory_(std::make_unique_for_overwrite<std::byte[]>(bytes)),
      bytes_(bytes),
      body_(body),
      argument_(argument),
      inside_fiber_(new_fiber()) {
  getcontext(&inside_);
  inside_.uc_stack.ss_sp = memory_.get();
  inside_.uc_stack.ss_size = bytes;
  inside_.uc_link = nullptr;
  const auto address = reinterpret_cast<std::uintptr_t>(this);
  makecontext(&inside_, reinterpret_cast<void (*)()>(&SideStack::start), 2,
              static_cast<unsigned>(address >> 32U), static_cast<unsigned>(address));
}

SideStack::~SideStack() {
  end_fiber(inside_fiber_);
}

void SideStack::start(unsigned high, unsigned low) {
  const auto address = (static_cast<std::uintptr_t>(high) << 32U) | low;
  auto& self = *reinterpret_cast<SideStack*>(address);
  after_switch(nullptr, &self.outside_stack_, &self.outside_size_);
  self.body_(self.argument_);
}

void SideStack::enter() {
  announce_switch(&fake_outside_, memory_.get(), bytes_);
  outside_fiber_ = this_fiber();
  switch_fiber(inside_fiber_);
  swapcontext(&outside_, &inside_);
  after_switch(fake_outside_, nullptr, nullptr);
}

void SideStack::leave() {
  switch_out(&fake_inside_);
  after_switch(fake_inside_, &outside_stack_, &outside_size_);
}

void SideStack::finish() {
  switch_out(nullptr);
}

/// Without a place for it, the sanitizer gives the inner stack's shadow up.
void SideStack::switch_out(void** fake_stack) {
  announce_switch(fake_stack, outside_stack_, outside_size_);
  switch_fiber(outside_fiber_);
  swapcontext(&inside_, &outside_);
}

}  // namespace retort::python
