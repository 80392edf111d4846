# Writes a .cc file that holds Python modules as text. Run as a script:
#   cmake -DFOLDER=src/python/library -DHEADER=python/library.h -DNAMESPACE=retort::python
#         -DFUNCTION=bundled_sources -DOUTPUT=x.cc -P embed_python.cmake
file(GLOB_RECURSE modules RELATIVE ${FOLDER} ${FOLDER}/*.py)
list(SORT modules)
set(text "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n\nstd::span<const python::BundledSource> ${FUNCTION}() {\n  static constexpr python::BundledSource kSources[] = {\n")
foreach(module IN LISTS modules)
  file(READ ${FOLDER}/${module} source)
  set(package false)
  if(module MATCHES "/__init__\\.py$")
    set(package true)
  endif()
  string(REGEX REPLACE "(/__init__)?\\.py$" "" name ${module})
  string(REPLACE "/" "." name ${name})
  string(APPEND text "      {\"${name}\", R\"__python__(${source})__python__\", ${package}},\n")
endforeach()
string(APPEND text "  };\n  return kSources;\n}\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUTPUT} "${text}")
