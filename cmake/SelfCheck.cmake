# cet's own build loads cet's own plugin: the rooms that are not part of the plugin are compiled with it, so that every
# build of cet is a test of it and what it finds in us is an error of the build. clang 19 only: the plugin is bound to it.

option(CET_SELF_CHECK "Compile cet's own rooms with cet's plugin" ON)

function(cet_self_check)
  if(NOT CET_SELF_CHECK OR NOT TARGET cet-plugin OR CET_SANITIZE OR NOT CMAKE_C_COMPILER_ID STREQUAL "Clang"
     OR NOT CMAKE_C_COMPILER_VERSION MATCHES "^19\\.")
    return()
  endif()
  # Ninja lets compile steps run before a library they depend on is linked; a custom target makes them wait.
  add_custom_target(cet_plugin_is_linked)
  add_dependencies(cet_plugin_is_linked cet-plugin)
  foreach(target IN LISTS ARGN)
    if(TARGET ${target})
      target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:C>:-fplugin=$<TARGET_FILE:cet-plugin>>)
      add_dependencies(${target} cet_plugin_is_linked)
    endif()
  endforeach()
endfunction()
