#pragma once

#include <retort/retort.h>

/// Revision 8d2b6e1c4f90: words that begin with # become tags of their notes.
retort::Migration tags_migration();
