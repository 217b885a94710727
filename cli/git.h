/* Asking git, which must be installed where something of it is needed. */
#ifndef CET_CLI_GIT_H
#define CET_CLI_GIT_H

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

struct git_request {
    const char *const *argv;        /* "git" and its words, NULL-terminated */
    const char *folder;             /* NULL: the current one */
    const char *const *environment; /* "NAME=value" beside what there is; NULL: nothing */
};

/* What it prints is appended to out. A failure is one line with what git said. */
enum status git_ask(const struct git_request *request, struct strbuf *out, struct error *err);
/* The same of a single line, without its end. */
enum status git_ask_line(const struct git_request *request, struct strbuf *out, struct error *err);
/* The folder that holds the working tree around the current one, appended to out. */
enum status git_top(struct strbuf *out, struct error *err);

#endif
