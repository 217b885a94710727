/* The file in which a program tells which tests it runs and how each ends. Several programs write one after the other:
 *
 *     program PATH
 *     begin INDEX FIXTURE SUITE/TEST    INDEX: the test's place, as the program registered it; FIXTURE: 1, its suite
 * has one end passed|failed ASSERTIONS WALL_US CPU_US killed SIGNAL                  in place of "end", of a test in a
 * process of its own; 0: it took too long refused REASON
 *
 * Control characters in names become blanks. A test without an end took its process with it. */
#ifndef CET_RUNTIME_ORDER_REPORT_H
#define CET_RUNTIME_ORDER_REPORT_H

#include <stdbool.h>
#include <stddef.h>

bool order_is_asked_for(void);
void order_report(const char *format, ...) __attribute__((format(printf, 1, 2)));
void order_report_program(void);
/* Fills path with that of the running program, "" when the system does not tell. */
void order_program_path(char *path, size_t size);

#endif
