// All of the library. See docs/library.md.
#pragma once

#include "retort/embedded.h"
#include "retort/error.h"
#include "retort/migration.h"
#include "retort/migrator.h"
#include "retort/operations.h"
#include "retort/query.h"
#include "retort/table.h"
#include "retort/type.h"
#include "retort/value.h"
#include "retort/version.h"
