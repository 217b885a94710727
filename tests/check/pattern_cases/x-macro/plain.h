#ifndef PLAIN
#define PLAIN
#endif
