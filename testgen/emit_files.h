/* The files of a suite beside its test programs. */
#ifndef CET_TESTGEN_EMIT_FILES_H
#define CET_TESTGEN_EMIT_FILES_H

#include "cet/testgen/emit.h"

/* Names that a unit has in its suite; released with suite_unit_release. */
struct suite_unit {
    const struct emit_unit *unit;
    char *stem;    /* "libcsv" */
    char *header;  /* "unit.h" or "libcsv_unit.h" */
    char *source;  /* absolute path of the unit */
    char *include; /* as it is included: below SRC_DIR, else absolute */
};
void suite_unit_release(struct suite_unit *unit);

/* root and folder are absolute; paths in the Makefile are written relative to SRC_DIR where they lie below root. */
void makefile_format(const struct suite_unit *units, size_t count, const struct emit_options *options, const char *root,
                     const char *folder, struct strbuf *out);
/* " -I$(SRC_DIR)/include -DX": what the unit's own flags become in the Makefile. */
void makefile_unit_flags(const struct emit_unit *unit, const char *root, struct strbuf *out);
/* "with_crc32.o"; files of one name are told apart by their place in the list. */
void makefile_with_object(const char *const *sources, size_t index, struct strbuf *out);
/* "../src" from one absolute folder to another. */
void makefile_relative(const char *from, const char *to, struct strbuf *out);
/* The crashes of a unit's plan that have a program, root absolute. */
enum status findings_write(const struct suite_unit *unit, const struct emit_options *options, const char *root,
                           struct error *err);
/* suite_log.h and suite_content.h alone, for programs of findings. */
enum status emit_write_finding_headers(const char *folder, struct error *err);
/* The statements of a test in one line, nothing when it cannot be written. */
void emit_statements(const struct emit_unit *unit, const struct plan_test *test, struct strbuf *out);
void readme_format(const struct suite_unit *units, size_t count, struct strbuf *out);

#endif
