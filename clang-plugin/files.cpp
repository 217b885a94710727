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
    llvm::SmallString<256> folder_now(".");
    compiler.getFileManager().makeAbsolutePath(folder_now);
    working_folder = folder_now.str().str();
    for (const clang::DirectoryLookup &folder : compiler.getPreprocessor().getHeaderSearchInfo().search_dir_range())
        if (folder.isNormalDir() && clang::SrcMgr::isSystem(folder.getDirCharacteristic()))
            system_folders.push_back(absolute(folder.getName()) + "/");
}

std::string file_table::absolute(llvm::StringRef path) const
{
    char *folded = path_absolute(path.str().c_str(), working_folder.c_str());
    std::string result(folded);
    free(folded);
    return result;
}

bool file_table::is_system_path(const std::string &path)
{
    for (const std::string &folder : system_folders)
        if (path.compare(0, folder.size(), folder) == 0)
            return true;
    return false;
}

/* One for the unit, so that what it names in several folders stays apart. */
const std::string &file_table::root(const char *source)
{
    if (!project_root.empty())
        return project_root;
    clang::OptionalFileEntryRef main = sources.getFileEntryRefForID(sources.getMainFileID());
    std::string of = line_markers || !main ? source : absolute(main->getName());
    char *found = source_root_find(of.c_str(), absolute(".").c_str());
    project_root = found;
    free(found);
    return project_root;
}

const char *file_table::id_path(uint32_t id)
{
    if (id_paths.size() <= id)
        id_paths.resize(id + 1, nullptr);
    if (id_paths[id] != nullptr)
        return id_paths[id];
    const fact_file &file = tables.files[id];
    if (file.is_system)
        return id_paths[id] = file.path;
    char *relative = source_root_relative(file.path, root(file.path).c_str());
    id_paths[id] = tables.keep(relative);
    free(relative);
    return id_paths[id];
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
    return presumed.isValid() && find_marked(presumed, location).is_user;
}

/* Preprocessed input comes without the compiler's include folders: the markers tell what lay in them. */
file_table::marked_file &file_table::find_marked(const clang::PresumedLoc &presumed, clang::SourceLocation location)
{
    auto [entry, is_new] = marked_files.try_emplace(presumed.getFilename(), marked_file{false, NO_ID});
    if (is_new)
        entry->second.is_user = presumed.getFilename()[0] != '<' && !sources.isInSystemHeader(location);
    return entry->second;
}

uint32_t file_table::marked_id(clang::SourceLocation location)
{
    clang::PresumedLoc presumed = sources.getPresumedLoc(location);
    if (presumed.isInvalid() || presumed.getFilename()[0] == '<')
        return NO_ID;
    marked_file &marked = find_marked(presumed, location);
    if (marked.id != NO_ID)
        return marked.id;
    marked.id = id_of_path(presumed.getFilename());
    fact_file &file = tables.files[marked.id];
    file.is_system = !marked.is_user;
    file.is_main = compiler.getCodeGenOpts().MainFileName == path_name(file.path);
    if (marked.is_user) /* fails when the preprocessed text is all that there is */
        (void)digest_file(file.path, file.digest, nullptr);
    return marked.id;
}

file_view &file_table::find_view(clang::SourceLocation file_location)
{
    clang::FileID buffer = sources.getFileID(file_location);
    std::unique_ptr<file_view> &found = views[buffer];
    if (!found) {
        found = std::make_unique<file_view>();
        found->buffer = buffer;
        describe(*found);
    }
    recent_views[oldest_view++ % recent_views.size()] = found.get();
    return *found;
}

void file_table::describe(file_view &view)
{
    view.first = sources.getLocForStartOfFile(view.buffer).getRawEncoding();
    view.text = sources.getBufferData(view.buffer);
    view.last = view.first + static_cast<uint32_t>(view.text.size());
    clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(view.buffer);
    if (!entry)
        return;
    view.is_file = true;
    sources.getLineNumber(view.buffer, 0); /* builds the line table */
    view.line_starts = sources.getSLocEntry(view.buffer).getFile().getContentCache().SourceLineCache.getLines();
    view.is_user = view.buffer == sources.getMainFileID() || !is_system_path(absolute(entry->getName()));
}

void file_table::add(file_view &view)
{
    view.id = id_of_path(sources.getFileEntryRefForID(view.buffer)->getName());
    if (tables.files[view.id].line_count != 0)
        return;
    if (view.buffer == sources.getMainFileID()) {
        tables.files[view.id].is_main = true;
        tables.files[view.id].is_system = false;
    }
    tables.files[view.id].line_count = static_cast<uint32_t>(view.line_starts.size());
    if (view.is_user)
        digest_bytes(view.text.data(), view.text.size(), tables.files[view.id].digest);
    uint32_t includer = nearest_user_includer(view);
    tables.files[view.id].included_by = includer;
}

/* The system headers between a system header and the user's file tell the user nothing. */
uint32_t file_table::nearest_user_includer(const file_view &view)
{
    clang::SourceLocation include = sources.getIncludeLoc(view.buffer);
    while (include.isValid()) {
        file_view &parent = this->view(include);
        if (parent.is_user)
            return id(parent);
        include = sources.getIncludeLoc(parent.buffer);
    }
    return NO_ID;
}

} // namespace cet
