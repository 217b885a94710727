#include "buffers.h"

namespace cet
{

const buffer_record &buffer_table::find(clang::SourceLocation location)
{
    clang::FileID buffer = sources.getFileID(location);
    const buffer_record *found = slot(buffer);
    if (found == nullptr) {
        buffer_record &record = records.emplace_back();
        describe(buffer, record); /* may find others */
        slot(buffer) = found = &record;
    }
    locations[location.getRawEncoding() % locations.size()] = {location.getRawEncoding(), found};
    recent[oldest++ % recent.size()] = found;
    return *found;
}

const buffer_record *&buffer_table::slot(clang::FileID buffer)
{
    unsigned number = buffer.getHashValue();
    if (static_cast<int>(number) < 0)
        return known_loaded[buffer];
    if (known.size() <= number)
        known.resize(number + 1);
    return known[number];
}

void buffer_table::describe(clang::FileID buffer, buffer_record &record)
{
    record.first = sources.getComposedLoc(buffer, 0).getRawEncoding();
    record.last = record.first + sources.getFileIDSize(buffer);
    const clang::SrcMgr::SLocEntry &entry = sources.getSLocEntry(buffer);
    record.is_macro = entry.isExpansion();
    if (!record.is_macro)
        return;
    const clang::SrcMgr::ExpansionInfo &expansion = entry.getExpansion();
    record.is_argument = expansion.isMacroArgExpansion();
    record.caller_begin = expansion.getExpansionLocStart();
    record.caller_end = expansion.getExpansionLocEnd();
    record.spelled = expansion.getSpellingLoc();
    record.seen_begin = record.caller_begin.isMacroID() ? of(record.caller_begin).seen_begin : record.caller_begin;
    record.seen_end = record.caller_end.isMacroID() ? of(record.caller_end).seen_end : record.caller_end;
}

} // namespace cet
