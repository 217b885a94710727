#define LIBRARY_MACRO 1
struct library_thing {
    int a;
};
int unused_library(int a);
static inline int in_library(int a) { return a * 2; }
