#include "places.h"

#include <algorithm>

#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallVector.h"

namespace cet
{

static source_range nowhere()
{
    return {NO_ID, 0, 0, 0, 0};
}

clang::SourceLocation place_reader::spelling(clang::SourceLocation location)
{
    while (location.isMacroID())
        location = immediate_spelling(location);
    return location;
}

clang::SourceLocation place_reader::immediate_spelling(clang::SourceLocation location)
{
    const buffer_record &record = buffers.of(location);
    return record.spelled.getLocWithOffset(static_cast<int>(location.getRawEncoding() - record.first));
}

source_place place_reader::place(clang::SourceLocation location)
{
    if (location.isInvalid())
        return {NO_ID, 0, 0};
    uint32_t raw = location.getRawEncoding();
    known_place &known = places[raw % places.size()];
    if (known.location != raw)
        known = {raw, find_place(location)};
    return known.place;
}

source_place place_reader::find_place(clang::SourceLocation location)
{
    file_view &view = files.view(location);
    if (!view.is_file)
        return {NO_ID, 0, 0};
    if (files.has_line_markers())
        return marked_place(location);
    uint32_t file = files.id(view);
    uint32_t offset = location.getRawEncoding() - view.first;
    llvm::ArrayRef<unsigned> starts = view.line_starts;
    size_t line = view.line_hint;
    if (line >= starts.size() || offset < starts[line] || (line + 1 < starts.size() && offset >= starts[line + 1]))
        line = static_cast<size_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin()) - 1;
    view.line_hint = line;
    return {file, static_cast<uint32_t>(line) + 1, offset - starts[line] + 1};
}

source_place place_reader::marked_place(clang::SourceLocation location)
{
    uint32_t file = files.marked_id(location);
    clang::PresumedLoc presumed = sources.getPresumedLoc(location);
    return file == NO_ID ? source_place{NO_ID, 0, 0} : source_place{file, presumed.getLine(), presumed.getColumn()};
}

source_range place_reader::exact(clang::SourceLocation begin, clang::SourceLocation end)
{
    source_place from = place(begin);
    source_place to = place(end);
    bool is_ordered = from.line < to.line || (from.line == to.line && from.column <= to.column);
    if (from.file == NO_ID || from.file != to.file || !is_ordered)
        return nowhere();
    return {from.file, from.line, from.column, to.line, to.column};
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Most tokens at the end of something are plain words and brackets; 0: the lexer knows better. */
static uint32_t plain_token_length(llvm::StringRef text)
{
    if (text.empty())
        return 0;
    if (llvm::StringRef("()[]{};,").contains(text[0]))
        return 1;
    size_t length = 0;
    while (length < text.size() && is_word(text[length]))
        length++;
    bool starts_number = text[0] >= '0' && text[0] <= '9';
    bool goes_on = length == text.size() || llvm::StringRef(".'\"\\$?").contains(text[length]) || text[length] & 0x80;
    return goes_on || (starts_number && llvm::StringRef("+-").contains(text[length])) ? 0
                                                                                      : static_cast<uint32_t>(length);
}

uint32_t place_reader::token_length(clang::SourceLocation location)
{
    const file_view &view = files.view(location);
    uint32_t plain = plain_token_length(view.text.substr(location.getRawEncoding() - view.first));
    return plain != 0 ? plain : clang::Lexer::MeasureTokenLength(location, sources, language);
}

clang::SourceLocation place_reader::behind_token(clang::SourceLocation location)
{
    uint32_t raw = location.getRawEncoding();
    known_length &known = token_lengths[raw % token_lengths.size()];
    if (known.location != raw)
        known = {raw, token_length(location)};
    return location.getLocWithOffset(static_cast<int>(known.length));
}

source_range place_reader::token_range(clang::SourceLocation begin, clang::SourceLocation end)
{
    return exact(begin, behind_token(end));
}

source_range place_reader::seen(clang::SourceRange range)
{
    if (range.isInvalid())
        return nowhere();
    return token_range(expansion_begin(range.getBegin()), expansion_end(range.getEnd()));
}

llvm::StringRef place_reader::text(clang::SourceRange range)
{
    if (range.isInvalid())
        return {};
    clang::SourceLocation begin = expansion_begin(range.getBegin());
    clang::SourceLocation end = behind_token(expansion_end(range.getEnd()));
    const file_view &view = files.view(begin);
    if (end < begin || end.getRawEncoding() > view.last)
        return {};
    return view.text.slice(begin.getRawEncoding() - view.first, end.getRawEncoding() - view.first);
}

/* The buffer of an expansion stands inside the one where the macro is called, that of a macro argument inside the
 * expansion where the parameter is named: from the innermost out to the file, the first that holds `end` too is the one
 * in which both are text. */
bool place_reader::meet(clang::SourceLocation &begin, clang::SourceLocation &end)
{
    llvm::SmallVector<std::pair<const buffer_record *, clang::SourceLocation>, 8> levels;
    for (clang::SourceLocation level = begin;; level = levels.back().first->caller_begin) {
        levels.push_back({&buffers.of(level), level});
        if (level.isFileID())
            break;
    }
    for (;;) {
        const buffer_record *buffer = &buffers.of(end);
        for (const auto &[level, location] : levels)
            if (level == buffer) {
                begin = location;
                return true;
            }
        if (end.isFileID())
            return false;
        end = buffer->caller_end;
    }
}

source_range place_reader::spelled(clang::SourceRange range)
{
    clang::SourceLocation begin = range.getBegin();
    clang::SourceLocation end = range.getEnd();
    while (begin.isValid() && end.isValid()) {
        if (begin.isFileID() && end.isFileID())
            return token_range(begin, end);
        if (!meet(begin, end))
            return nowhere();
        if (begin.isMacroID()) {
            begin = immediate_spelling(begin);
            end = immediate_spelling(end);
        }
    }
    return nowhere();
}

} // namespace cet
