# `cmake --install`: the library with its headers, its CMake package and its pkg-config file; the program
# with its manual page and completions if it is built.
include(CMakePackageConfigHelpers)

set(retort_package ${CMAKE_INSTALL_LIBDIR}/cmake/retort)
install(TARGETS retort_library EXPORT retort-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/retort DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT retort-targets NAMESPACE retort:: DESTINATION ${retort_package})

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/retort-config.cmake.in
  ${PROJECT_BINARY_DIR}/generated/retort-config.cmake INSTALL_DESTINATION ${retort_package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/generated/retort-config-version.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/generated/retort-config.cmake
  ${PROJECT_BINARY_DIR}/generated/retort-config-version.cmake
  ${PROJECT_SOURCE_DIR}/cmake/RetortDependencies.cmake
  ${PROJECT_SOURCE_DIR}/cmake/RetortEmbedMigrations.cmake
  ${PROJECT_SOURCE_DIR}/cmake/embed_migrations.cmake
  DESTINATION ${retort_package})

set(RETORT_PC_PG_QUERY "")
if(RETORT_HAVE_PG_QUERY)
  set(RETORT_PC_PG_QUERY "-lpg_query ")
endif()
configure_file(${PROJECT_SOURCE_DIR}/cmake/retort.pc.in ${PROJECT_BINARY_DIR}/generated/retort.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/generated/retort.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(TARGET retort)
  install(TARGETS retort RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
  install(FILES ${PROJECT_SOURCE_DIR}/docs/retort.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
  # The program writes its own completions.
  set(retort_completions ${PROJECT_BINARY_DIR}/generated/completions)
  install(CODE "
    file(MAKE_DIRECTORY \"${retort_completions}\")
    foreach(shell bash zsh fish)
      execute_process(COMMAND \"$<TARGET_FILE:retort>\" completion \${shell}
        OUTPUT_FILE \"${retort_completions}/\${shell}\" COMMAND_ERROR_IS_FATAL ANY)
    endforeach()" COMPONENT program)
  install(FILES ${retort_completions}/bash RENAME retort COMPONENT program
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${retort_completions}/zsh RENAME _retort COMPONENT program
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES ${retort_completions}/fish RENAME retort.fish COMPONENT program
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()
