/* What -fplugin-arg-cet-NAME[=VALUE] may say. */
#ifndef CET_PLUGIN_ARGUMENTS_H
#define CET_PLUGIN_ARGUMENTS_H

#include <string>
#include <vector>

#include "clang/Basic/Diagnostic.h"

#include "mark_sites.h"

namespace cet
{

struct plugin_arguments {
    bool no_facts = false;      /* no-facts: nothing goes into the object */
    bool no_werror = false;     /* no-werror: -Werror is not for findings */
    bool mutate = false;        /* mutate: mark mutation sites */
    mutation_options mutation;  /* mutate-file=, mutate-operator=, mutate-root=, mutants-file=, mutate-equivalents=,
                                   mutate-equivalents-of= */
    std::string facts_file;     /* facts-file=PATH */
    bool partial_facts = false; /* partial-facts: of a unit with errors, the facts of what is free of them */
    std::vector<std::string> checks; /* check=GLOB, may be repeated */
};

/* An unknown argument is an error of the compilation. */
bool parse_arguments(const std::vector<std::string> &words, clang::DiagnosticsEngine &diagnostics,
                     plugin_arguments &ret_arguments);

} // namespace cet

#endif
