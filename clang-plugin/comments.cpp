#include "comments.h"

#include <string>

namespace cet
{

#define COMMENT_TEXT_MAX 4096

static llvm::StringRef without_marks(llvm::StringRef text)
{
    if (text.consume_front("//"))
        return text.ltrim("/!<").trim();
    text.consume_front("/*");
    text.consume_back("*/");
    return text.ltrim("*!<").rtrim("*").trim();
}

/* The rows of stars that decorate a block comment's lines say nothing. */
static std::string without_decoration(llvm::StringRef text)
{
    std::string plain;
    while (!text.empty()) {
        auto [line, rest] = text.split('\n');
        llvm::StringRef bare = line.ltrim(" \t");
        if (bare.consume_front("*"))
            line = bare.starts_with(" ") ? bare.drop_front() : bare;
        if (!plain.empty())
            plain += '\n';
        plain += line.rtrim();
        text = rest;
    }
    return plain;
}

void comment_table::add(clang::SourceRange range)
{
    if (range.getBegin().isMacroID() || !files.is_user(range.getBegin()))
        return;
    fact_comment comment = {};
    comment.range = places.exact(range.getBegin(), range.getEnd());
    if (comment.range.file == NO_ID)
        return;
    const file_view &view = files.view(range.getBegin());
    llvm::StringRef text =
        view.text.slice(range.getBegin().getRawEncoding() - view.first, range.getEnd().getRawEncoding() - view.first);
    llvm::StringRef bare = without_marks(text);
    comment.skipped = static_cast<uint32_t>(text.take_front(bare.begin() - text.begin()).count('\n'));
    std::string plain = without_decoration(bare);
    if (plain.size() > COMMENT_TEXT_MAX)
        plain.resize(COMMENT_TEXT_MAX);
    comment.text = tables.keep(plain);
    llvm::StringRef before_it = view.text.take_front(range.getBegin().getRawEncoding() - view.first);
    comment.is_behind_code = !before_it.take_back(comment.range.column - 1).trim().empty();
    if (!comment.is_behind_code) /* else it documents that code */
        by_end[{comment.range.file, comment.range.end_line}] = static_cast<uint32_t>(tables.comments.size());
    tables.comments.push_back(comment);
}

const char *comment_table::before(const source_range &declaration)
{
    auto found = by_end.find({declaration.file, declaration.line});
    if (found == by_end.end() || tables.comments[found->second].range.end_column > declaration.column)
        found = by_end.find({declaration.file, declaration.line - 1});
    if (found == by_end.end())
        return "";
    const fact_comment *last = &tables.comments[found->second];
    std::string text = last->text;
    while (last->range.line == last->range.end_line) {
        found = by_end.find({last->range.file, last->range.line - 1});
        if (found == by_end.end())
            break;
        const fact_comment *above = &tables.comments[found->second];
        if (above->range.line != above->range.end_line || above->range.column != last->range.column)
            break;
        text = std::string(above->text) + "\n" + text;
        last = above;
    }
    return tables.keep(text);
}

} // namespace cet
