/* What clang's table of buffers says, remembered: a file is one buffer, and so is each expansion of a macro and each
 * argument in it. SourceManager searches its table for each location; the tokens of one statement ask for the same few
 * buffers again and again. */
#ifndef CET_PLUGIN_BUFFERS_H
#define CET_PLUGIN_BUFFERS_H

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

namespace cet
{

struct buffer_record {
    uint32_t first = 1, last = 0;                   /* raw encodings of the locations in it */
    bool is_macro = false;                          /* the rest is set of macros only */
    bool is_argument = false;                       /* tokens of an argument, as they stand in the body */
    clang::SourceLocation caller_begin, caller_end; /* where it is called; of an argument: where the parameter stands */
    clang::SourceLocation seen_begin, seen_end;     /* the call in a file that it all comes from */
    clang::SourceLocation spelled;                  /* where its first token was written */
};

class buffer_table
{
  public:
    explicit buffer_table(const clang::SourceManager &source_manager) : sources(source_manager) {}

    const buffer_record &of(clang::SourceLocation location)
    {
        uint32_t raw = location.getRawEncoding();
        for (const buffer_record *record : recent)
            if (raw >= record->first && raw <= record->last)
                return *record;
        const known_location &at = locations[raw % locations.size()];
        return at.location == raw ? *at.record : find(location);
    }

  private:
    const buffer_record &find(clang::SourceLocation location);
    const buffer_record *&slot(clang::FileID buffer);
    void describe(clang::FileID buffer, buffer_record &record);

    const clang::SourceManager &sources;
    const buffer_record none;
    struct known_location {
        uint32_t location;
        const buffer_record *record;
    };
    std::array<const buffer_record *, 4> recent = {&none, &none, &none, &none};
    std::array<known_location, 2048> locations = {}; /* the ends of expressions in each other are the same few */
    size_t oldest = 0;
    std::deque<buffer_record> records;
    /* By the buffer's number: those of one unit are numbered without gaps. Those of a precompiled header are not. */
    std::vector<const buffer_record *> known;
    llvm::DenseMap<clang::FileID, const buffer_record *> known_loaded;
};

} // namespace cet

#endif
