/* What SIGINT, SIGTERM and SIGHUP do while programs run: their children sit in sessions of their own, so the terminal
 * does not reach them. After interrupt_install the first signal kills all running children and lets process_run and
 * pool_run return STATUS_CANCELLED; the caller cleans up and leaves. A second signal ends the process at once.
 * Without it the signals keep their meaning, and children die with the parent. */
#ifndef CET_EXEC_INTERRUPT_H
#define CET_EXEC_INTERRUPT_H

#include <stdbool.h>

void interrupt_install(void);
bool interrupt_seen(void);
/* 128 + signal, for the exit code; 0 when none was seen. */
int interrupt_exit_code(void);

#endif
