#ifndef FORGE_KNOWN_H
#define FORGE_KNOWN_H

/*
 * What was found out about forges, in <common git dir>/rel/forges: JSON lines,
 * which may be lost.
 */
#include "forge/place.h"
#include "git/repo.h"

/* The kind of what is at `web`; N_FORGES: nobody has asked. */
enum forge_kind known_forge(struct repo *r, const char *web);
void known_forge_note(struct repo *r, const char *web, enum forge_kind kind);

#endif
