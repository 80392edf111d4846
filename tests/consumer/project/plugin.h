#pragma once

#include <string>

/// Migrates the database of a URL with the plug-in's own migrations; returns the revision it is at.
std::string migrate_plugin(const std::string& url);
