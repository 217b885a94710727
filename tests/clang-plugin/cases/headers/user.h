#ifndef USER_H
#define USER_H
int unused_header(int a);
static inline int in_header(int a) { return a + 1; }
#endif
