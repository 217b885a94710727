/* The socket at which programs meet the runner. */
#ifndef CET_MUTATE_RUN_HUB_H
#define CET_MUTATE_RUN_HUB_H

#include "cet/exec/process.h"
#include "connection.h"

struct hub {
    struct session *session;
    int poll;      /* epoll descriptor */
    int listener;  /* bound to path; -1: programs ask through `inherited` */
    int asked;     /* our end of the pair that programs inherit */
    int inherited; /* their end */
    struct strbuf path;
    struct strbuf variable; /* CET_MUTANTS_SOCKET=... */
    struct connection **connections;
    size_t count, capacity;
    struct process_attendant attendant;
    struct program *lingering; /* was connected when the command had ended */
};

/* folder: where the socket lies; NULL: programs inherit one, which a box without the right to connect needs. */
enum status hub_open(struct hub *hub, struct session *session, const char *folder, struct error *err);
void hub_close(struct hub *hub);
/* After a run of the command: closes what is left; a program that is still connected outlives the command. */
struct program *hub_end_pass(struct hub *hub);

#endif
