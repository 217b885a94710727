#include "cet/testgen/measure.h"

#include "cet/core/memory.h"
#include "measure_parts.h"

enum status testgen_measure(const struct measure_options *options, struct suite_quality *ret_quality, struct error *err)
{
    struct suite_quality quality = {.runs = options->runs, .orders = options->orders, .seed = options->seed};
    struct measuring measuring = {.options = options, .quality = &quality};
    quality.path = arena_strdup(&quality.arena, options->name);
    enum status status = measure_open(&measuring, err);
    if (status == STATUS_OK)
        status = measure_steadiness(&measuring, err);
    if (status == STATUS_OK)
        status = measure_source(&measuring, err);
    measure_close(&measuring);
    if (status == STATUS_OK)
        *ret_quality = quality;
    else
        suite_quality_release(&quality);
    return status;
}
