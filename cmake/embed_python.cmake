# Writes a .cc file that holds the bundled Python modules as text. Run as a script:
#   cmake -DFOLDER=src/python/library -DOUTPUT=x.cc -P embed_python.cmake
file(GLOB_RECURSE modules RELATIVE ${FOLDER} ${FOLDER}/*.py)
list(SORT modules)
set(text "#include \"python/library.h\"\n\nnamespace retort::python {\n\nstd::span<const BundledSource> bundled_sources() {\n  static constexpr BundledSource kSources[] = {\n")
foreach(module IN LISTS modules)
  file(READ ${FOLDER}/${module} source)
  string(REGEX REPLACE "(/__init__)?\\.py$" "" name ${module})
  string(REPLACE "/" "." name ${name})
  string(APPEND text "      {\"${name}\", R\"__python__(${source})__python__\"},\n")
endforeach()
string(APPEND text "  };\n  return kSources;\n}\n\n}  // namespace retort::python\n")
file(WRITE ${OUTPUT} "${text}")
