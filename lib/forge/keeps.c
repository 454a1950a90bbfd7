#include "forge/keeps.h"

#include "base/error.h"
#include "forge/find.h"
#include "forge/session.h"

bool forge_keeps(struct repo *r, const char *remote, const char *branch)
{
	struct forge_guard guard = { 0 };
	struct forge *f = NULL;
	struct forge_place place;
	struct saved_error before;

	if (!forge_find_known(&place, r, remote))
		return false;
	error_save(&before);
	bool keeps = forge_session(r, remote, &f) == 0 &&
		     !f->ops->keeps_deletable &&
		     f->ops->guard(f, branch, &guard) == 0 &&
		     guard.is_protected == 1;
	error_restore(0, &before);
	return keeps;
}
