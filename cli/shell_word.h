/* A text as one word of a shell's command line. */
#ifndef CET_CLI_SHELL_WORD_H
#define CET_CLI_SHELL_WORD_H

#include "cet/core/strbuf.h"

/* Appends it between single quotes. */
void shell_word_add(struct strbuf *out, const char *text);

#endif
