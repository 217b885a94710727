/* Lowers declarations as the parser delivers them, and finishes the unit's tables at its end. */
#ifndef CET_PLUGIN_LOWER_UNIT_H
#define CET_PLUGIN_LOWER_UNIT_H

#include <functional>

#include "lower_body.h"
#include "lowered_body.h"
#include "lowering.h"

namespace cet
{

/* Called for each lowered body. */
using body_hook = std::function<void(const lowered_body &body)>;

class declaration_lowering
{
  public:
    /* The hook may be empty. */
    declaration_lowering(lowering &all, body_hook called) : low(all), hook(std::move(called)) {}

    void lower(clang::Decl *declaration);

  private:
    void lower_definition(clang::FunctionDecl *definition);
    void lower_variable(clang::VarDecl *variable);
    function_graph flatten(const clang::FunctionDecl *definition);

    lowering &low;
    body_hook hook;
    body_graph body;
};

} // namespace cet

#endif
