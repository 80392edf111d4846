# retort_embed_migrations(TARGET DIRECTORY [NAME name] [RECURSIVE])
#
# Embeds the migrations of a directory, its .py and .sql files, into a target, so that the program needs
# no files when it runs. They are read at build time, again whenever one changes, comes or goes. A
# relative directory is below the current source directory. RECURSIVE takes the folders below it as well.
#
# The target's sources can then
#
#     #include <retort_embedded/NAME.h>
#
# which declares `const retort::EmbeddedDirectory& retort_embedded::NAME()`, for
# retort::MigratorOptions::embedded. NAME is a C++ name, `migrations` unless given.
function(retort_embed_migrations target directory)
  cmake_parse_arguments(PARSE_ARGV 2 arg "RECURSIVE" "NAME" "")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "retort_embed_migrations: unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_NAME)
    set(arg_NAME migrations)
  endif()
  if(NOT arg_NAME MATCHES "^[A-Za-z_][A-Za-z0-9_]*$")
    message(FATAL_ERROR "retort_embed_migrations: '${arg_NAME}' is no C++ name")
  endif()
  cmake_path(ABSOLUTE_PATH directory BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
  if(NOT IS_DIRECTORY "${directory}")
    message(FATAL_ERROR "retort_embed_migrations: there is no directory ${directory}")
  endif()

  set(glob GLOB)
  if(arg_RECURSIVE)
    set(glob GLOB_RECURSE)
  endif()
  file(${glob} files CONFIGURE_DEPENDS "${directory}/*.py" "${directory}/*.sql")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/retort_embedded_${target}")
  set(header "${folder}/retort_embedded/${arg_NAME}.h")
  set(source "${folder}/${arg_NAME}.cc")
  cmake_path(GET directory FILENAME shown)
  file(CONFIGURE OUTPUT "${header}" @ONLY CONTENT [[// Made by retort_embed_migrations().
#pragma once

#include <retort/embedded.h>

namespace retort_embedded {

/// The migrations of the directory `@shown@` as they were when this was built.
const retort::EmbeddedDirectory& @arg_NAME@();

}  // namespace retort_embedded
]])
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_migrations.cmake")
  # The list of files is an argument: a file that comes or goes changes the command, and it runs again.
  list(JOIN files "|" list)
  add_custom_command(
    OUTPUT "${source}"
    COMMAND "${CMAKE_COMMAND}" "-DDIRECTORY=${directory}" "-DFILES=${list}" "-DNAME=${arg_NAME}"
            "-DSOURCE=${source}" -P "${script}"
    DEPENDS ${files} "${script}"
    COMMENT "Embedding the migrations of ${directory}"
    VERBATIM)
  target_sources(${target} PRIVATE "${source}" "${header}")
  target_include_directories(${target} PRIVATE "${folder}")
endfunction()
