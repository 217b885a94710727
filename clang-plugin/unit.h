/* The tables of one translation unit while they grow. Ids are handed out on first mention; `publish` shows the tables
 * to C as they are at that moment. */
#ifndef CET_PLUGIN_UNIT_H
#define CET_PLUGIN_UNIT_H

#include <vector>

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Allocator.h"

#include "model.h"

namespace cet
{

class unit
{
  public:
    std::vector<fact_file> files;
    std::vector<fact_include> includes;
    std::vector<fact_type> types;
    std::vector<fact_function> functions;
    std::vector<fact_global> globals;
    std::vector<fact_constant> constants;
    std::vector<fact_macro> macros;
    std::vector<fact_comment> comments;
    std::vector<source_range> inactive;
    std::vector<source_place> conditionals;
    std::vector<fact_declaration> declarations;
    std::vector<fact_unit> units;
    struct facts facts = {};

    unit() = default;
    unit(const unit &) = delete;
    unit &operator=(const unit &) = delete;
    ~unit() { facts_release(&facts); }

    /* The text once, terminated, for as long as the unit lives. */
    const char *keep(llvm::StringRef text) { return strings.insert(text).first->getKeyData(); }
    /* A copy of the items in the arena. */
    template <typename item_type> item_type *keep_array(const std::vector<item_type> &items)
    {
        item_type *copy = static_cast<item_type *>(arena_array(&facts.arena, items.size(), sizeof(item_type)));
        std::copy(items.begin(), items.end(), copy);
        return copy;
    }
    void publish();

  private:
    llvm::StringSet<llvm::BumpPtrAllocator> strings;
};

} // namespace cet

#endif
