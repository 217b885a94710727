#include "headers/user.h"
#include "headers/marked.h"
#include "headers/user.h"
/* flags: -isystem ./headers/system */
#include <library.h>

int use(void) { return in_header(1) + in_marked(2) + in_library(3); }
// facts: file user.h user
// facts: function `in_header` static defined
// facts: file marked.h user
// facts: function `in_marked` static defined
// facts: file library.h system
// facts: function `in_library` static declared system
// no facts: function `unused_library`
// no facts: macro `LIBRARY_MACRO`
// no facts: type `struct library_thing`
// facts: function `unused_header` declared
