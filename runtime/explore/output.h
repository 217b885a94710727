/* What the explorer says to people and to the program that started it. */
#ifndef EXPLORE_OUTPUT_H
#define EXPLORE_OUTPUT_H

/* One line on standard error, exit code 2. Parent only, or an executor before it runs anything. */
void cet_die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
