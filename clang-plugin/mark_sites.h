/* Mutation in a compilation: marks the chosen places in the tree before code is generated, and lets C replace the marks
 * in the finished module. It translates and never decides. */
#ifndef CET_PLUGIN_MARK_SITES_H
#define CET_PLUGIN_MARK_SITES_H

#include <memory>
#include <string>
#include <vector>

#include "clang/Frontend/CompilerInstance.h"

#include "lowered_body.h"

struct mutate_unit;
struct strbuf;

namespace llvm
{
class Module;
}

namespace cet
{

struct mutation_options {
    std::vector<std::string> files;     /* mutate-file=PATH, may be repeated */
    std::vector<std::string> operators; /* mutate-operator=NAME, may be repeated */
    std::string root;                   /* mutate-root=FOLDER */
    std::string mutants_file;           /* mutants-file=PATH, FOLDER/: a file there for each unit */
    std::string equivalents_file;       /* mutate-equivalents=PATH: compare mutants instead of realising them */
    std::string wanted_file;            /* mutate-equivalents-of=PATH: those with an id in it, one on a line */
};

class mutation
{
  public:
    /* Null after an error in the options. The module's pass keeps it alive: it is asked for before the code generator
     * starts and runs behind the end of the consumer. */
    static std::shared_ptr<mutation> start(clang::CompilerInstance &compiler, const mutation_options &options);
    ~mutation();
    mutation(const mutation &) = delete;
    mutation &operator=(const mutation &) = delete;

    void mark(const lowered_body &body);
    void finish();

  private:
    friend struct mutation_pass;

    mutation(clang::CompilerInstance &compiler, const mutation_options &options, uint64_t operators);
    static const char *text_of(void *context, const char *path, size_t *ret_length);
    void report(const std::string &message);
    void write_table(llvm::Module &module);
    void write_side_table(const struct strbuf &text);
    void write_equivalents(llvm::Module &module);
    bool read_wanted(std::vector<uint64_t> &ret_wanted);
    void write_text(const std::string &path, const struct strbuf &text);
    std::string main_file() const;

    clang::CompilerInstance &compiler;
    mutation_options options;
    std::vector<const char *> files;
    mutate_unit *unit;
};

} // namespace cet

#endif
