/* Registration, kept apart from the check that comes before it. */
#ifndef CET_PLUGIN_PLUGIN_H
#define CET_PLUGIN_PLUGIN_H

/* Adds the action to clang's registry. Only for a clang whose classes look as those we were compiled with. */
extern "C" void cet_plugin_register(void);

#endif
