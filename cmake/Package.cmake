# The package that find_package(cet) finds: in the build tree at the same place as after an installation.
include(CMakePackageConfigHelpers)
set(CET_PACKAGE_FOLDER lib/cmake/cet)
configure_file(${PROJECT_SOURCE_DIR}/cmake/package/cetConfig.cmake ${PROJECT_BINARY_DIR}/${CET_PACKAGE_FOLDER}/cetConfig.cmake
  COPYONLY)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/${CET_PACKAGE_FOLDER}/cetConfigVersion.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/${CET_PACKAGE_FOLDER}/cetConfig.cmake
  ${PROJECT_BINARY_DIR}/${CET_PACKAGE_FOLDER}/cetConfigVersion.cmake DESTINATION ${CET_PACKAGE_FOLDER})
