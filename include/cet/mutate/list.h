/* Which mutants a source has, without a suite; and one of them as a patch. */
#ifndef CET_MUTATE_LIST_H
#define CET_MUTATE_LIST_H

#include <stddef.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"
#include "cet/model/mutant.h"

struct sandbox;

struct mutate_list_options {
    const char *source; /* absolute; what is spelled in it is changed */
    const char *folder; /* where the compiler runs */
    const char *const *flags;
    size_t flag_count;
    const char *root;      /* paths in ids are taken below it; NULL: ids hold the file's name alone */
    const char *operators; /* comma-separated names or groups; NULL: the default set */
    const char *clang;
    const char *plugin;
    const struct sandbox *sandbox; /* NULL: a plain temporary folder */
};

/* Adds the source's mutants, all pending or ignored. STATUS_INVALID with the compiler's message. */
enum status mutate_list(const struct mutate_list_options *options, struct mutant_set *set, struct error *err);

/* Appends a unified diff of the mutant's file; text is the file's content. `path` stands in the diff's head, below a/
 * and b/. STATUS_INVALID when the text is no longer what the mutant was made from. */
enum status mutant_format_patch(const struct mutant *mutant, const char *path, const struct strbuf *text,
                                struct strbuf *out, struct error *err);

#endif
