#include "plugin.h"

#include <retort/retort.h>
#include <retort_embedded/plugin_migrations.h>

__attribute__((visibility("default"))) std::string migrate_plugin(const std::string& url) {
  retort::Migrator migrator({
      .url = url,
      .embedded = {&retort_embedded::plugin_migrations()},
      .version_table = "plugin_version",
  });
  migrator.upgrade();
  return migrator.current().at(0);
}
