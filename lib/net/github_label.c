#include "net/forge_call.h"
#include "net/github.h"

#include <string.h>

static const char *labels_path(struct forge *f, long number)
{
	return arena_printf(f->arena, "%s/issues/%ld/labels",
			    forge_repo(f, NULL), number);
}

/* GitHub makes those that the project does not have. */
int github_labels_add(struct forge *f, long number, const char *const *label)
{
	CLEANUP(json) json_object *send = json_new();
	int rc;

	if (!label || !*label)
		return 0;
	json_add_names(send, "labels", label);
	rc = forge_do(f, "POST", labels_path(f, number), send, 200);
	return rc < 0 ? error_in(rc, "cannot label pull request #%ld", number) :
			0;
}

int github_label_remove(struct forge *f, long number, const char *label)
{
	int rc =
		forge_do(f, "DELETE",
			 arena_printf(f->arena, "%s/%s", labels_path(f, number),
				      forge_encode(f, label)),
			 NULL, 200);

	/* 404 is also that of a pull request that is not there, or not seen */
	if (rc == E_NOTFOUND && strstr(error_message(), "Label does not exist"))
		return 0;
	return rc < 0 ?
		       error_in(rc,
				"cannot take label '%s' from pull request #%ld",
				label, number) :
		       0;
}
