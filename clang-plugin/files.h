/* The file table, and the one place that knows whose a file is. */
#ifndef CET_PLUGIN_FILES_H
#define CET_PLUGIN_FILES_H

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "clang/Basic/SourceLocation.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

#include "unit.h"

namespace cet
{

/* One buffer of the source manager: a file as it was entered once, or text that no file holds. */
struct file_view {
    bool is_file = false; /* not built-in, command line, pasted tokens */
    bool is_user = false;
    uint32_t id = NO_ID; /* NO_ID until something in the file gets a record */
    clang::FileID buffer;
    uint32_t first = 0; /* raw encodings of the locations in it: [first, last] */
    uint32_t last = 0;
    llvm::StringRef text;
    llvm::ArrayRef<unsigned> line_starts;
    size_t line_hint = 0; /* where the last place in it was found: the next is near */
};

class file_table
{
  public:
    file_table(unit &tables, clang::CompilerInstance &compiler);

    /* Of a location in a buffer, not in a macro. */
    file_view &view(clang::SourceLocation file_location)
    {
        uint32_t raw = file_location.getRawEncoding();
        for (file_view *view : recent_views)
            if (view != nullptr && raw >= view->first && raw <= view->last)
                return *view;
        return find_view(file_location);
    }
    /* The main file is the user's wherever it lies; another one unless it lies below the compiler's include folders or
     * an -isystem folder. What `#pragma GCC system_header` says does not count. */
    bool is_user(clang::SourceLocation location);
    uint32_t id(file_view &view)
    {
        if (view.id == NO_ID && view.is_file)
            add(view);
        return view.id;
    }
    uint32_t id_of_path(llvm::StringRef path);
    /* Of the file that the line markers name at a location of preprocessed input; NO_ID: none. */
    uint32_t marked_id(clang::SourceLocation file_location);
    /* A file's path as it stands in ids: of a user's file relative to the project's root, whichever computer it lies
     * on; of a system file absolute. */
    const char *id_path(uint32_t id);
    std::string absolute(llvm::StringRef path) const;
    /* True when places come from line markers: the input was preprocessed before. */
    bool has_line_markers() const { return line_markers; }

  private:
    file_view &find_view(clang::SourceLocation file_location);
    void describe(file_view &view);
    void add(file_view &view);
    uint32_t nearest_user_includer(const file_view &view);
    bool is_system_path(const std::string &path);
    const std::string &root(const char *source);

    unit &tables;
    clang::CompilerInstance &compiler;
    clang::SourceManager &sources;
    bool line_markers;
    std::string working_folder;
    std::vector<std::string> system_folders; /* with their last slash */
    llvm::DenseMap<clang::FileID, std::unique_ptr<file_view>> views;
    llvm::StringMap<uint32_t> ids; /* by absolute path */
    struct marked_file {
        bool is_user;
        uint32_t id;
    };
    marked_file &find_marked(const clang::PresumedLoc &presumed, clang::SourceLocation file_location);
    llvm::StringMap<marked_file> marked_files;    /* by the name in line markers */
    std::array<file_view *, 4> recent_views = {}; /* macros lead back and forth between a few headers */
    size_t oldest_view = 0;
    std::string project_root;           /* empty until an id needs it */
    std::vector<const char *> id_paths; /* by file id; NULL: not asked for yet */
};

} // namespace cet

#endif
