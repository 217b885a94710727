/* The parts of each writer, one file each. */
#ifndef CET_MODEL_WRITERS_H
#define CET_MODEL_WRITERS_H

#include "cet/model/coverage_writers.h"

#define COVERAGE_WRITER(id, name, file_name, about)                                                                    \
    void coverage_begin_##id(struct coverage_writing *writing);                                                        \
    void coverage_file_##id(struct coverage_writing *writing, const struct coverage_file *file);                       \
    void coverage_end_##id(struct coverage_writing *writing);
#include "cet/model/coverage_writers.def"
#undef COVERAGE_WRITER

/* The keys of totals, into the object that is open. */
void coverage_put_totals(struct json_writer *json, const struct coverage_totals *totals);

#endif
