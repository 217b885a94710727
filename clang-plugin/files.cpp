#include "files.h"

#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"

namespace cet
{

file_table::file_table(unit &unit_tables, clang::CompilerInstance &instance)
    : tables(unit_tables), compiler(instance), sources(instance.getSourceManager()),
      line_markers(instance.getFrontendOpts().Inputs.size() == 1 &&
                   instance.getFrontendOpts().Inputs[0].getKind().isPreprocessed())
{
    for (const clang::DirectoryLookup &folder : compiler.getPreprocessor().getHeaderSearchInfo().search_dir_range())
        if (folder.isNormalDir() && clang::SrcMgr::isSystem(folder.getDirCharacteristic()))
            system_folders.push_back(absolute(folder.getName()) + "/");
}

std::string file_table::absolute(llvm::StringRef path) const
{
    llvm::SmallString<256> full(path);
    compiler.getFileManager().makeAbsolutePath(full);
    char *folded = path_absolute(full.c_str(), "/");
    std::string result(folded);
    free(folded);
    return result;
}

bool file_table::is_system_path(llvm::StringRef path) const
{
    for (const std::string &folder : system_folders)
        if (path.starts_with(folder))
            return true;
    return false;
}

uint32_t file_table::id_of_path(llvm::StringRef path)
{
    std::string full = absolute(path);
    auto [entry, is_new] = ids.try_emplace(full, static_cast<uint32_t>(tables.files.size()));
    if (is_new) {
        fact_file file = {};
        file.path = tables.keep(full);
        file.is_system = is_system_path(full);
        file.included_by = NO_ID;
        tables.files.push_back(file);
    }
    return entry->second;
}

bool file_table::is_user(clang::SourceLocation location)
{
    if (location.isInvalid())
        return false;
    location = sources.getExpansionLoc(location);
    if (!line_markers)
        return view(location).is_user;
    clang::PresumedLoc presumed = sources.getPresumedLoc(location);
    return presumed.isValid() && presumed.getFilename()[0] != '<' &&
           !tables.files[id_of_path(presumed.getFilename())].is_system;
}

const file_view &file_table::find_view(clang::SourceLocation file_location)
{
    clang::FileID buffer = sources.getFileID(file_location);
    std::unique_ptr<file_view> &found = views[buffer];
    if (!found) {
        found = std::make_unique<file_view>();
        found->buffer = buffer;
        describe(*found);
    }
    last_view = found.get();
    return *last_view;
}

void file_table::describe(file_view &view)
{
    view.first = sources.getLocForStartOfFile(view.buffer).getRawEncoding();
    view.text = sources.getBufferData(view.buffer);
    view.last = view.first + static_cast<uint32_t>(view.text.size());
    clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(view.buffer);
    if (!entry)
        return;
    view.id = id_of_path(entry->getName());
    sources.getLineNumber(view.buffer, 0); /* builds the line table */
    view.line_starts = sources.getSLocEntry(view.buffer).getFile().getContentCache().SourceLineCache.getLines();
    if (view.buffer == sources.getMainFileID()) {
        tables.files[view.id].is_main = true;
        tables.files[view.id].is_system = false;
    }
    view.is_user = !tables.files[view.id].is_system;
    fill_content(view.id, view);
}

void file_table::fill_content(uint32_t id, const file_view &view)
{
    if (tables.files[id].line_count != 0)
        return;
    tables.files[id].line_count = static_cast<uint32_t>(view.line_starts.size());
    if (view.is_user)
        digest_bytes(view.text.data(), view.text.size(), tables.files[id].digest);
    clang::SourceLocation include = sources.getIncludeLoc(view.buffer);
    if (include.isInvalid())
        return;
    /* By path, not through view(): `views` must not grow while one of them is being described. */
    if (clang::OptionalFileEntryRef parent = sources.getFileEntryRefForID(sources.getFileID(include)))
        tables.files[id].included_by = id_of_path(parent->getName());
}

} // namespace cet
