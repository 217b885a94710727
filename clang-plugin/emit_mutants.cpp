#include "emit_mutants.h"

#include <cstring>

#include "llvm/IR/Module.h"

#include "section_directive.h"

namespace cet
{

/* Only the pass knows what became code, so that the module's own assembler takes the list. */
void put_mutants_into_object(clang::CompilerInstance &compiler, llvm::Module &module, const struct strbuf &table)
{
    struct strbuf frame = {};
    if (memchr(strbuf_text(&table), '\n', table.length) == table.bytes + table.length - 1)
        return; /* a head without mutants */
    compress_add(&frame, table.bytes, table.length);
    module.appendModuleInlineAsm(section_directive(compiler, MUTANTS_SECTION, {strbuf_text(&frame), frame.length}));
    strbuf_release(&frame);
}

} // namespace cet
