# Writes a .cc file that holds the files of `retort init` as text. Run as a script:
#   cmake -DFOLDER=src/command/templates -DOUTPUT=x.cc -P embed_templates.cmake
file(GLOB files RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)
set(text "#include \"command/init.h\"\n\nnamespace retort::command {\n\nstd::span<const EmbeddedFile> embedded_files() {\n  static constexpr EmbeddedFile kFiles[] = {\n")
foreach(file IN LISTS files)
  file(READ ${FOLDER}/${file} source)
  string(APPEND text "      {\"${file}\", R\"__text__(${source})__text__\"},\n")
endforeach()
string(APPEND text "  };\n  return kFiles;\n}\n\n}  // namespace retort::command\n")
file(WRITE ${OUTPUT} "${text}")
