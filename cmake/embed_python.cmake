# Writes a .cc file that holds Python modules as text. Run as a script:
#   cmake -DFOLDER=src/python/library -DHEADER=python/library.h -DNAMESPACE=retort::python
#         -DFUNCTION=bundled_sources -DOUTPUT=x.cc -P embed_python.cmake
file(GLOB_RECURSE modules RELATIVE ${FOLDER} ${FOLDER}/*.py)
list(SORT modules)
# Arrays: as literals the texts would stand among all other strings of a program, and tear them apart.
set(arrays "")
set(sources "")
set(number 0)
foreach(module IN LISTS modules)
  file(READ ${FOLDER}/${module} source)
  set(package false)
  if(module MATCHES "/__init__\\.py$")
    set(package true)
  endif()
  string(REGEX REPLACE "(/__init__)?\\.py$" "" name ${module})
  string(REPLACE "/" "." name ${name})
  string(APPEND arrays "constexpr char kText${number}[] = R\"__python__(${source})__python__\";\n")
  string(APPEND sources "      {\"${name}\", kText${number}, ${package}},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(CONCAT text "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\nnamespace {\n\n${arrays}\n}  // namespace\n\n"
  "std::span<const python::BundledSource> ${FUNCTION}() {\n  static constexpr python::BundledSource kSources[] = {\n"
  "${sources}  };\n  return kSources;\n}\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUTPUT} "${text}")
