/* Comments of user files, and which one documents a declaration. */
#ifndef CET_PLUGIN_COMMENTS_H
#define CET_PLUGIN_COMMENTS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"

#include "files.h"
#include "places.h"

namespace cet
{

class comment_table
{
  public:
    comment_table(unit &unit_tables, file_table &file_views, place_reader &place_source)
        : tables(unit_tables), files(file_views), places(place_source)
    {
    }

    void add(clang::SourceRange range);
    /* Text of the comment that ends on the line before `declaration` or on its own line before it; lines of `//` that
     * follow each other count as one comment. Kept by the unit; "" when there is none. */
    const char *before(const source_range &declaration);

  private:
    unit &tables;
    file_table &files;
    place_reader &places;
    /* file and last line -> last comment that ends there */
    llvm::DenseMap<std::pair<uint32_t, uint32_t>, uint32_t> by_end;
};

} // namespace cet

#endif
