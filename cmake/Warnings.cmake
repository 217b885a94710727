# What every target of ours is compiled with; third-party headers are system headers and stay silent.
add_library(cet_warnings INTERFACE)
target_compile_options(cet_warnings INTERFACE -Wall -Wextra -Wshadow -Wformat=2 -Wundef
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings>)
# Asserts stay on in every build type.
target_compile_options(cet_warnings INTERFACE -UNDEBUG)
target_compile_definitions(cet_warnings INTERFACE $<$<COMPILE_LANGUAGE:C>:_GNU_SOURCE>)
if(CET_WERROR)
  target_compile_options(cet_warnings INTERFACE -Werror)
endif()
if(CET_SANITIZE)
  target_compile_options(cet_warnings INTERFACE -fsanitize=${CET_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(cet_warnings INTERFACE -fsanitize=${CET_SANITIZE})
endif()
