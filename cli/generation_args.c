#include "generation_args.h"

enum status generation_collect(const struct generation_args *args, const struct option_rest *rest,
                               struct source_units *ret_units, struct error *err)
{
    enum status status = source_units_collect(rest, args->common.build, ret_units, err);
    for (size_t i = 0; i < args->with.count && status == STATUS_OK; i++)
        status = source_units_add_with(ret_units, args->with.items[i], err);
    if (args->common.seed)
        ret_units->project.seed = args->common.seed;
    if (args->executions)
        ret_units->project.executions = args->executions;
    return status;
}
