/* One instrumented program that is connected, and the lines that it says. */
#ifndef CET_MUTATE_RUN_CONNECTION_H
#define CET_MUTATE_RUN_CONNECTION_H

#include "session.h"

/* Where the hits of a site go: mutants[first[site]...first[site] + count[site]]. */
struct module_sites {
    size_t *first, *count;
    size_t site_capacity;
    size_t *mutants;
    size_t mutant_count, mutant_capacity;
};

struct connection {
    struct session *session;
    int descriptor; /* -1: the program closed it; it may come back */
    unsigned number;
    struct strbuf in;
    int pid;
    char *exe, *folder;
    struct strbuf arguments; /* one a line */
    size_t argument_count;
    uint64_t output_inode, errors_inode;
    struct program *program; /* NULL before it has introduced itself */
    enum session_mode mode;
    bool is_off; /* it was told that nothing is to be done */
    char *test;  /* that it runs now */
    bool is_test_told;
    const char *covering; /* its name in covered_by; NULL: not looked up yet */
    struct module_sites *modules;
    size_t module_count, module_capacity;
    size_t *wanted; /* mutants that it would run */
    size_t wanted_count, wanted_capacity;
    size_t *taken; /* that it runs now */
    size_t taken_count, taken_capacity;
    unsigned held_jobs;
    bool is_waiting; /* for an answer to its claim */
    int control_exit;
    bool compares_output;
    bool has_control_folder;
    bool has_said_exit;
};

typedef void (*line_fn)(struct connection *connection, const char *rest);

/* Copies made for children that write files. */
struct copies;

/* hub.c */
void connection_say(struct connection *connection, const struct strbuf *lines);
void connection_say_text(struct connection *connection, const char *line);
void session_fail(struct session *session, const struct error *err);
/* "%20" as it was meant; malloc'ed. */
char *connection_text(const char *escaped);

/* greeting.c */
void greet_hello(struct connection *connection, const char *rest);
void greet_exe(struct connection *connection, const char *rest);
void greet_folder(struct connection *connection, const char *rest);
void greet_argument(struct connection *connection, const char *rest);
void greet_output(struct connection *connection, const char *rest);
void greet_errors(struct connection *connection, const char *rest);
void greet_ready(struct connection *connection, const char *rest);

/* clean_book.c */
void book_module(struct connection *connection, const char *rest);
void book_site(struct connection *connection, const char *rest);
void book_test(struct connection *connection, const char *rest);
void book_hits(struct connection *connection, const char *rest);
void book_failed(struct connection *connection, const char *rest);
void book_hazard(struct connection *connection, const char *rest);
void book_leaves(struct connection *connection, const char *rest);
void book_idle(struct connection *connection, const char *rest);
void book_noticed(struct connection *connection, const char *rest);
void book_exit(struct connection *connection, const char *rest);

/* claims.c */
void claim_want(struct connection *connection, const char *rest);
void claim_some(struct connection *connection, const char *rest);
void claim_done(struct connection *connection, const char *rest);
void claims_give_back(struct connection *connection);
void claims_serve_waiting(struct session *session);

/* verdicts.c */
void verdict_control(struct connection *connection, const char *rest);
void verdict_result(struct connection *connection, const char *rest);
void verdict_fails(struct connection *connection, const char *rest);
void verdict_exhausted(struct connection *connection, const char *rest);

void connection_release(struct connection *connection);

#endif
