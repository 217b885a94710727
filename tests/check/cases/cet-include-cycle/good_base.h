#ifndef GOOD_BASE_H
#define GOOD_BASE_H
struct base {
    int value;
};
#endif
