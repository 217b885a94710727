/* What clang calls where the language says no more: the run ends there, and what and where is kept. The unit is
 * compiled with UndefinedBehaviorSanitizer, its runtime is not linked. */
#include <signal.h>
#include <stdlib.h>

#include "outcome.h"
#include "run.h"

/* Every handler's data starts with it (compiler-rt/lib/ubsan/ubsan_value.h). */
struct source_place {
    const char *file;
    uint32_t line, column;
};

#define NULL_PAGES 0x10000u

void __real_abort(void) __attribute__((noreturn));

static _Noreturn void stop(const struct source_place *place, const char *what, bool is_null)
{
    struct run *run = cet_run;
    if (run && run->is_running) {
        run->result->undefined = (struct undefined_place){.what = what, .file = place->file, .line = place->line};
        if (is_null)
            run->result->fault = FAULT_NULL;
        cet_outcome_leave(OUTCOME_CRASH, SIGILL);
    }
    __real_abort();
}

#define UNDEFINED(handler, words)                                                                                      \
    _Noreturn void __ubsan_handle_##handler(const struct source_place *place);                                         \
    _Noreturn void __ubsan_handle_##handler(const struct source_place *place)                                          \
    {                                                                                                                  \
        stop(place, words, false);                                                                                     \
    }
#include "undefined.def"
#undef UNDEFINED

_Noreturn void __ubsan_handle_type_mismatch_v1_abort(const struct source_place *place, uintptr_t address);
_Noreturn void __ubsan_handle_type_mismatch_v1_abort(const struct source_place *place, uintptr_t address)
{
    stop(place, address < NULL_PAGES ? "use of NULL" : "use of an object that is too small", address < NULL_PAGES);
}

_Noreturn void __ubsan_handle_nonnull_arg_abort(const struct source_place *place);
_Noreturn void __ubsan_handle_nonnull_arg_abort(const struct source_place *place)
{
    stop(place, "NULL passed where it is declared never to be", true);
}

/* The place comes apart: the function's return statements share the data. */
_Noreturn void __ubsan_handle_nonnull_return_v1_abort(const void *data, const struct source_place *place);
_Noreturn void __ubsan_handle_nonnull_return_v1_abort(const void *data, const struct source_place *place)
{
    (void)data;
    stop(place, "NULL returned where it is declared never to be", false);
}
