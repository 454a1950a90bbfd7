#ifndef TX_INTERRUPTED_H
#define TX_INTERRUPTED_H

/*
 * Ctrl-C says where things stand and what comes next.  Each of these is called
 * just before it becomes true.
 */
#include "plan/plan.h"

/* Nothing is written yet but what goes by itself. */
void interrupted_nothing(void);

/* The journal, or a command that goes in stages, is there, and both ways are
 * open. */
void interrupted_open(const struct plan *p);

/* The step that decides is under way: a push to `remote`, or NULL. */
void interrupted_unknown(const struct plan *p, const char *remote);

/* Only forward from here. */
void interrupted_decided(const struct plan *p);

/* Something is pending, and whoever is called looks. */
void interrupted_look(void);

#endif
