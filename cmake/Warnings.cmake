# What every target of ours is compiled with: cet_warnings has our sanitizers, cet_plain_warnings has not. Third-party
# headers are system headers and stay silent.
add_library(cet_plain_warnings INTERFACE)
target_compile_options(cet_plain_warnings INTERFACE -Wall -Wextra -Wshadow -Wformat=2 -Wundef
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings>)
# Asserts stay on in every build type.
target_compile_options(cet_plain_warnings INTERFACE -UNDEBUG)
target_compile_definitions(cet_plain_warnings INTERFACE $<$<COMPILE_LANGUAGE:C>:_GNU_SOURCE>)
if(CET_WERROR)
  target_compile_options(cet_plain_warnings INTERFACE -Werror)
endif()
add_library(cet_warnings INTERFACE)
target_link_libraries(cet_warnings INTERFACE cet_plain_warnings)
if(CET_SANITIZE)
  target_compile_options(cet_warnings INTERFACE -fsanitize=${CET_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(cet_warnings INTERFACE -fsanitize=${CET_SANITIZE})
endif()
