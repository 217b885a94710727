/* What other analysers print, as findings; analysers.def lists them.
 *
 *     enum analyser analyser;
 *     if (analyser_find("cppcheck", &analyser)) ...
 *     analyser_output_read(analyser, "/src/list", text, length, &theirs);
 *     findings_take_in(&theirs, &findings);       // those that are there already only add who found them
 *
 * Lines read are `path:line:column: level: message [rule]`, as compilers, clang-tidy and, by a template, cppcheck write
 * them, with their notes, and flawfinder's single lines. Other lines are passed over. */
#ifndef CET_MODEL_ANALYSER_OUTPUT_H
#define CET_MODEL_ANALYSER_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/model/finding.h"

enum analyser {
#define ANALYSER(id, name, prefix) ANALYSER_##id,
#include "cet/model/analysers.def"
#undef ANALYSER
    ANALYSER_COUNT
};

const char *analyser_name(enum analyser analyser);
bool analyser_find(const char *name, enum analyser *ret_analyser);

/* cppcheck's arguments for lines that can be read here. */
#define ANALYSER_CPPCHECK_TEMPLATE "--template={file}:{line}:{column}: {severity}: {message} [CWE-{cwe}] [{id}]"
#define ANALYSER_CPPCHECK_NOTES "--template-location={file}:{line}:{column}: note: {info}"

/* folder: where it ran; paths become absolute. Warnings that are a compiler's own are left to it. */
void analyser_output_read(enum analyser analyser, const char *folder, const char *text, size_t length,
                          struct finding_set *findings);

/* Adds theirs to findings. One that means the same as a finding of another source or rule there adds its source to
 * that: the same family of defects (defect_families.def) or rule on the same line, for leaks in the same function and
 * of the same name, for each reports them elsewhere. */
void findings_take_in(const struct finding_set *theirs, struct finding_set *findings);

#endif
