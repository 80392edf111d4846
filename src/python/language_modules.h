// The modules that touch the language itself: enum, dataclasses, importlib, asyncio, abc, types.
#pragma once

#include <span>

#include "python/interpreter.h"

namespace retort::python {

std::span<const NativeModuleSpec> language_modules();

}  // namespace retort::python
