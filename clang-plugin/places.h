/* Clang's locations as the model's places and ranges. */
#ifndef CET_PLUGIN_PLACES_H
#define CET_PLUGIN_PLACES_H

#include <array>

#include "clang/Basic/SourceManager.h"

#include "buffers.h"
#include "files.h"

namespace cet
{

class place_reader
{
  public:
    place_reader(file_table &file_views, const clang::SourceManager &source_manager,
                 const clang::LangOptions &language_options)
        : buffers(source_manager), files(file_views), sources(source_manager), language(language_options)
    {
    }

    /* Where a reader sees it: a macro stands as its call. */
    source_range seen(clang::SourceRange range);
    source_place seen_place(clang::SourceLocation location) { return place(expansion_begin(location)); }
    /* The one piece of text that an edit of the range replaces; file NO_ID when there is none, because the tokens come
     * from different buffers or were pasted. */
    source_range spelled(clang::SourceRange range);
    source_place spelled_place(clang::SourceLocation location) { return place(spelling(location)); }
    clang::SourceLocation expansion_begin(clang::SourceLocation location)
    {
        return location.isMacroID() ? buffers.of(location).seen_begin : location;
    }
    clang::SourceLocation spelling(clang::SourceLocation location);
    clang::SourceLocation immediate_spelling(clang::SourceLocation macro_location);
    const buffer_record &buffer(clang::SourceLocation location) { return buffers.of(location); }
    /* Of a range in one file whose end is behind its last byte; comments and skipped parts come so. */
    source_range exact(clang::SourceLocation begin, clang::SourceLocation end);
    /* The text from the first to behind the last token, as seen; empty when it spans files. */
    llvm::StringRef text(clang::SourceRange range);

  private:
    source_place place(clang::SourceLocation file_location);
    source_place find_place(clang::SourceLocation file_location);
    source_place marked_place(clang::SourceLocation file_location);
    source_range token_range(clang::SourceLocation begin, clang::SourceLocation end);
    uint32_t token_length(clang::SourceLocation file_location);
    clang::SourceLocation behind_token(clang::SourceLocation file_location);
    clang::SourceLocation expansion_end(clang::SourceLocation location)
    {
        return location.isMacroID() ? buffers.of(location).seen_end : location;
    }
    /* Moves both out to the innermost buffer that holds them both; false: there is none. */
    bool meet(clang::SourceLocation &begin, clang::SourceLocation &end);

    buffer_table buffers;
    file_table &files;
    const clang::SourceManager &sources;
    const clang::LangOptions &language;
    struct known_length {
        uint32_t location;
        uint32_t length;
    };
    std::array<known_length, 1024> token_lengths = {}; /* measuring lexes the token again */
    struct known_place {
        uint32_t location;
        source_place place;
    };
    std::array<known_place, 1024> places = {}; /* the ends of expressions in each other are the same few */
};

} // namespace cet

#endif
