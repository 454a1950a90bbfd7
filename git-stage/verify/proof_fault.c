#include "git-stage/verify/proof_fault.h"

#include <git2.h>
#include <stdarg.h>

static void add(struct proof *p, bool is_warning, const char *fmt, va_list ap)
{
	struct arena *a = &p->c->repo.arena;

	p->fault = arena_grow(a, p->fault, p->n, sizeof(*p->fault));
	p->fault[p->n++] =
		(struct fault){ is_warning, arena_vprintf(a, fmt, ap) };
}

void proof_fault(struct proof *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(p, false, fmt, ap);
	va_end(ap);
}

void proof_warn(struct proof *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(p, true, fmt, ap);
	va_end(ap);
}

/* Neither git nor libgit2 hashes a loose object that it reads, and whose signature it
 * has is looked up once. */
int proof_bytes(struct proof *p, const git_oid *id)
{
	git_odb_object *object = NULL;
	git_oid is;

	if (git_odb_read(&object, p->c->repo.odb, id) < 0)
		return error_git("cannot read %s", oid_short(id));
	bool same = git_odb_hash(&is, git_odb_object_data(object),
				 git_odb_object_size(object),
				 git_odb_object_type(object)) == 0 &&
		    oid_eq(&is, id);
	git_odb_object_free(object);
	if (!same)
		proof_fault(p, "%s: it is not what its name is the digest of",
			    oid_short(id));
	return 0;
}
