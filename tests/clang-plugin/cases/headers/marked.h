#pragma GCC system_header
static inline int in_marked(int a) { return a - 1; }
