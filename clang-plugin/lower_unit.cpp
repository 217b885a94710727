#include "lower_unit.h"

#include "lower_body.h"
#include "lower_cfg.h"
#include "metrics.h"
#include "unit_record.h"

namespace cet
{

lowering::lowering(clang::CompilerInstance &instance)
    : compiler(instance), sources(instance.getSourceManager()), context(instance.getASTContext()),
      files(tables, instance), places(files, sources, instance.getLangOpts()), comments(tables, files, places),
      macros(tables, files, places, instance.getPreprocessor()), types(tables, files, places, context),
      constants(*this), globals(*this), functions(*this)
{
}

static void fill_children(unit &tables, function_graph &graph)
{
    for (uint32_t i = 1; i < graph.node_count; i++)
        graph.nodes[graph.nodes[i].parent].child_count++;
    uint32_t next = 0;
    for (uint32_t i = 0; i < graph.node_count; i++) {
        graph.nodes[i].first_child = next;
        next += graph.nodes[i].child_count;
        graph.nodes[i].child_count = 0;
    }
    graph.child_count = next;
    graph.children = static_cast<uint32_t *>(arena_array(&tables.facts.arena, next, sizeof(uint32_t)));
    for (uint32_t i = 1; i < graph.node_count; i++) {
        graph_node &parent = graph.nodes[graph.nodes[i].parent];
        graph.children[parent.first_child + parent.child_count++] = i;
    }
}

function_graph declaration_lowering::flatten(const clang::FunctionDecl *definition)
{
    function_graph graph = {};
    graph.nodes = low.tables.keep_array(body.nodes);
    graph.node_count = static_cast<uint32_t>(body.nodes.size());
    graph.locals = low.tables.keep_array(body.locals);
    graph.local_count = static_cast<uint32_t>(body.locals.size());
    fill_children(low.tables, graph);
    lower_cfg(low, definition, body, graph);
    return graph;
}

void declaration_lowering::lower_definition(clang::FunctionDecl *definition)
{
    uint32_t function = low.functions.id(definition);
    lower_body(low, definition, function, body);
    low.tables.functions[function].graph = flatten(definition);
    if (!hook)
        return;
    low.functions.fill(function);
    low.types.fill_pending();
    low.tables.publish();
    const function_graph *graph = &low.tables.facts.functions[function].graph;
    hook({&low.context, definition, &low.tables.facts, function, graph, body.node_to_stmt});
}

void declaration_lowering::lower_variable(clang::VarDecl *variable)
{
    low.globals.id(variable);
    if (const clang::Expr *initialiser = variable->getInit())
        low.constants.add_initialiser(initialiser);
}

void declaration_lowering::lower(clang::Decl *declaration)
{
    if (declaration->isInvalidDecl() || !low.files.is_user(declaration->getLocation()))
        return;
    if (auto *function = llvm::dyn_cast<clang::FunctionDecl>(declaration)) {
        if (function->doesThisDeclarationHaveABody())
            lower_definition(function);
        else
            low.functions.id(function);
    } else if (auto *variable = llvm::dyn_cast<clang::VarDecl>(declaration)) {
        lower_variable(variable);
    } else if (auto *type = llvm::dyn_cast<clang::TypeDecl>(declaration)) {
        low.types.id(low.context.getTypeDeclType(type));
    }
}

static void measure_all(unit &tables)
{
    for (uint32_t function = 0; function < tables.functions.size(); function++)
        if (tables.functions[function].graph.node_count != 0)
            tables.functions[function].metrics = measure_function(tables.functions[function], function);
}

void finish_unit(lowering &low)
{
    low.functions.finish();
    low.globals.finish();
    low.types.fill_pending();
    low.macros.evaluate_all();
    measure_all(low.tables);
    low.tables.units.push_back(describe_unit(low));
    low.tables.publish();
}

} // namespace cet
