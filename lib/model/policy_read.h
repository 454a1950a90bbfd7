#ifndef MODEL_POLICY_READ_H
#define MODEL_POLICY_READ_H

#include "base/error.h"
#include "model/repo.h"

/* Take the .gitrel of the work tree or, where there is none (in a bare
 * repository, or inside .git), that of HEAD into the configuration.  Fine if
 * there is no such file; what is no plain file of moderate size is refused
 * unread, a symbolic link is not followed.  E_CONFIG. */
int policy_read(struct repo *r) MUST_CHECK;

#endif
