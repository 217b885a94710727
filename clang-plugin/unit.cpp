#include "unit.h"

namespace cet
{

template <typename item_type> static void show(std::vector<item_type> &table, item_type *&items, uint32_t &count)
{
    items = table.data();
    count = static_cast<uint32_t>(table.size());
}

void unit::publish()
{
    show(units, facts.units, facts.unit_count);
    show(files, facts.files, facts.file_count);
    show(includes, facts.includes, facts.include_count);
    show(types, facts.types, facts.type_count);
    show(functions, facts.functions, facts.function_count);
    show(globals, facts.globals, facts.global_count);
    show(constants, facts.constants, facts.constant_count);
    show(macros, facts.macros, facts.macro_count);
    show(comments, facts.comments, facts.comment_count);
    show(inactive, facts.inactive, facts.inactive_count);
    show(conditionals, facts.conditionals, facts.conditional_count);
    show(declarations, facts.declarations, facts.declaration_count);
}

} // namespace cet
