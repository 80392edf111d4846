# Writes the source of retort_embed_migrations(). Run as a script, with DIRECTORY, FILES (absolute, separated
# by |), NAME and SOURCE.
#
# Every byte is written as an escape, so that any text arrives as it is.
string(REPLACE "|" ";" files "${FILES}")
list(SORT files)

set(entries "")
foreach(file IN LISTS files)
  cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${DIRECTORY}" OUTPUT_VARIABLE path)
  file(SIZE "${file}" size)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" escaped "${hex}")
  string(APPEND entries "    {\"${path}\", {\"${escaped}\", ${size}}},\n")
endforeach()

if(files)
  set(table "constexpr retort::EmbeddedFile kFiles[] = {
${entries}};
")
  set(range "kFiles, sizeof kFiles / sizeof *kFiles")
else()
  set(table "")
  set(range "nullptr, 0")
endif()
file(WRITE "${SOURCE}" "// Made by retort_embed_migrations().
#include \"retort_embedded/${NAME}.h\"

namespace {

${table}constexpr retort::EmbeddedDirectory kDirectory{\"${NAME}\", ${range}};

}  // namespace

const retort::EmbeddedDirectory& retort_embedded::${NAME}() {
  return kDirectory;
}
")
