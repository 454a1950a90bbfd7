#include "git/version_tag.h"

#include "base/cleanup.h"
#include "text/template.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

bool version_tag_fits(struct version *out, const char *tag, const char *name,
		      enum scheme scheme)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	return template_match(name, tag, &text) &&
	       version_try(out, scheme, text.buf);
}

bool version_tag(const struct config *c, const char *tag, struct version *out)
{
	enum scheme scheme;

	return scheme_from_name(&scheme, setting(c, K_SCHEME)) == 0 &&
	       version_tag_fits(out, tag, setting(c, K_TAG), scheme);
}

int version_tag_each(struct repo *r, void *data,
		     void (*see)(struct repo *r, const git_reference *ref,
				 void *data))
{
	git_reference_iterator *it = NULL;
	git_reference *ref = NULL;
	int rc = repo_read(r);

	if (rc < 0)
		return rc;
	if (git_reference_iterator_glob_new(&it, r->git, "refs/tags/*") < 0)
		return error_git("cannot list tags");
	while (!git_reference_next(&ref, it)) {
		if (git_reference_type(ref) == GIT_REFERENCE_DIRECT)
			see(r, ref, data);
		git_reference_free(ref);
	}
	git_reference_iterator_free(it);
	return 0;
}
