# find_package(cet): what a project's own CMake build needs of cet.
#
#     find_package(cet REQUIRED)
#     cet_enable(parser tool)        # CHECKS GLOBS chooses checks, as `cet scan --checks`
#
#     cet_enable(parser NO_WERROR)   # findings stay warnings, also where -Werror is set
#
# The C sources of the targets are compiled with cet's plugin where the compiler is clang 19: findings are compiler
# warnings, objects carry facts. With another compiler nothing is added; `cet scan -p` reads the build either way.

get_filename_component(CET_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(CET_PLUGIN "${CET_PREFIX}/lib/cet/cet-plugin.so")
set(CET_EXECUTABLE "${CET_PREFIX}/bin/cet")
if(NOT EXISTS "${CET_PLUGIN}" OR NOT EXISTS "${CET_EXECUTABLE}")
  set(cet_FOUND FALSE)
  set(cet_NOT_FOUND_MESSAGE "${CET_PLUGIN} or ${CET_EXECUTABLE} is missing; build or install cet again")
  return()
endif()

function(cet_enable)
  cmake_parse_arguments(ENABLE "NO_WERROR" "CHECKS" "" ${ARGN})
  foreach(target IN LISTS ENABLE_UNPARSED_ARGUMENTS)
    if(NOT TARGET ${target})
      message(FATAL_ERROR "cet_enable: there is no target '${target}'")
    endif()
    set_target_properties(${target} PROPERTIES EXPORT_COMPILE_COMMANDS ON)
    if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang" OR NOT CMAKE_C_COMPILER_VERSION MATCHES "^19\\.")
      message(STATUS "cet: ${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION} loads no plugin of clang 19; "
                     "'cet scan -p ${CMAKE_BINARY_DIR}' reads ${target}")
      continue()
    endif()
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:C>:-fplugin=${CET_PLUGIN}>")
    if(ENABLE_NO_WERROR)
      target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:C>:-fplugin-arg-cet-no-werror>")
    endif()
    if(ENABLE_CHECKS)
      target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:C>:-fplugin-arg-cet-check=${ENABLE_CHECKS}>")
    endif()
  endforeach()
endfunction()
