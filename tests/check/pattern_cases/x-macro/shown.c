enum colour {
#define COLOUR(id, name) id,
#include "colours.def"
#undef COLOUR
};
static const char *const names[] = {
#define COLOUR(id, name) name,
#include "colours.def"
#undef COLOUR
};
enum failure {
#define FAILURE(id) FAIL_##id,
#include "errors.inc"
#undef FAILURE
};
static const char *const failures[] = {
#define FAILURE(id) #id,
#include "errors.inc"
#undef FAILURE
};
enum {
#define WORD(w) WORD_##w,
#include "words.tbl"
#undef WORD
};
static const char *const words[] = {
#define WORD(w) #w,
#include "words.tbl"
#undef WORD
};
const char *name_of(unsigned i)
{
    return i ? names[i] : words[0];
}
const char *failure_of(enum failure failure)
{
    return failures[failure];
}
