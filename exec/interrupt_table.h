/* The children that an interrupt has to kill: each leads a process group of its own. */
#ifndef CET_EXEC_INTERRUPT_TABLE_H
#define CET_EXEC_INTERRUPT_TABLE_H

#include <sys/types.h>

#define INTERRUPT_CHILDREN_MAX 1024

void interrupt_watch(pid_t leader);
/* Before the child is reaped, since its number may then belong to another. */
void interrupt_forget(pid_t leader);

#endif
