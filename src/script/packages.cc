#include "script/packages.h"

#include <array>
#include <utility>

namespace retort::script {

std::optional<python::ModuleSource> find_package_module(std::string_view dotted) {
  for (const python::BundledSource& bundled : package_sources()) {
    if (bundled.name != dotted) continue;
    auto source = std::make_shared<const Source>(
        Source{"<" + std::string(dotted) + ">", std::string(bundled.text)});
    return python::ModuleSource{std::move(source), bundled.is_package};
  }
  return std::nullopt;
}

std::string_view package_of_directive(std::string_view directive) {
  constexpr std::string_view kSpatial = "geoalchemy2.alembic_helpers";
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kDirectives = {{
      {"sync_enum_values", "alembic_postgresql_enum"},
      {"create_entity", "alembic_utils"},
      {"drop_entity", "alembic_utils"},
      {"replace_entity", "alembic_utils"},
      {"create_geospatial_table", kSpatial},
      {"drop_geospatial_table", kSpatial},
      {"create_geospatial_index", kSpatial},
      {"drop_geospatial_index", kSpatial},
      {"add_geospatial_column", kSpatial},
      {"drop_geospatial_column", kSpatial},
  }};
  for (const auto& [name, package] : kDirectives) {
    if (name == directive) return package;
  }
  return {};
}

}  // namespace retort::script
