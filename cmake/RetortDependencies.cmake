# What a program that links retort::retort links with it. Included by this project's own build and by
# the installed package. Each library can be chosen: -DSQLite3_LIBRARY=..., -DRETORT_LINK_PCRE2=...
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(fmt)
find_dependency(SQLite3)

foreach(retort_pair IN ITEMS pcre2=pcre2-8 md=md)
  string(REGEX REPLACE "=.*" "" retort_name "${retort_pair}")
  string(REGEX REPLACE ".*=" "" retort_library_name "${retort_pair}")
  string(TOUPPER "RETORT_LINK_${retort_name}" retort_variable)
  find_library(${retort_variable} NAMES ${retort_library_name})
  mark_as_advanced(${retort_variable})
  if(NOT ${retort_variable})
    message(FATAL_ERROR "Retort needs the library ${retort_library_name}: install it (Debian: libpcre2-dev, "
                        "libmd-dev), or set ${retort_variable}.")
  endif()
  if(NOT TARGET retort::${retort_name})
    add_library(retort::${retort_name} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(retort::${retort_name} PROPERTIES IMPORTED_LOCATION "${${retort_variable}}")
  endif()
endforeach()
