#include "dialect/forge_call.h"
#include "dialect/forge_gather.h"
#include "github/github.h"
#include "github/github_read.h"

#include <stdlib.h>
#include <string.h>

struct finding {
	const char *marker;
	struct forge_comment *out;
};

static const char *comments_path(struct forge *f, long number)
{
	return arena_printf(f->arena, "%s/issues/%ld/comments",
			    forge_repo(f, NULL), number);
}

static int is_it(struct forge *f, json_object *item, void *arg)
{
	struct finding *find = arg;
	struct forge_comment c;
	int rc;

	if ((rc = github_read_comment(f->arena, item, &c)) < 0)
		return rc;
	if (!strstr(c.body, find->marker))
		return 0;
	*find->out = c;
	return 1;
}

int github_comment_find(struct forge *f, long number, const char *marker,
			struct forge_comment *out)
{
	struct finding find = { marker, out };
	int rc = forge_each(f,
			    arena_printf(f->arena, "%s?%s",
					 comments_path(f, number),
					 forge_page(f)),
			    NULL, is_it, &find);

	if (rc < 0)
		return error_in(rc, "comments of pull request #%ld", number);
	if (rc)
		return 0;
	return error(E_NOTFOUND, "pull request #%ld has no such comment",
		     number);
}

/* What was only changed since then is older. */
static int read_after(struct forge *f, json_object *item, const void *arg,
		      void *out)
{
	const struct forge_comment *after = arg;
	struct forge_comment *c = out;
	int rc = github_read_comment(f->arena, item, c);

	return rc < 0 ? rc : atoll(c->id) > atoll(after->id);
}

int github_comments_after(struct forge *f, long number,
			  const struct forge_comment *after,
			  struct forge_comment **out, size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(
		f,
		arena_printf(f->arena, "%s?%s%s", comments_path(f, number),
			     forge_page(f),
			     forge_query(f, "since", after->made)),
		NULL, read_after, after, &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "comments of pull request #%ld", number) :
			0;
}

int github_comment_add(struct forge *f, long number, const char *text,
		       struct forge_comment *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	json_add_str(send, "body", text);
	rc = forge_call(f,
			&(struct forge_call){ .method = "POST",
					      .path = comments_path(f, number),
					      .send = send,
					      .proof = 201 },
			&r);
	if (rc == 0)
		rc = github_read_comment(f->arena, r.json, out);
	return rc < 0 ? error_in(rc, "cannot comment on pull request #%ld",
				 number) :
			0;
}

int github_comment_edit(struct forge *f, long number, const char *id,
			const char *text)
{
	CLEANUP(json) json_object *send = json_new();
	int rc;

	json_add_str(send, "body", text);
	rc = forge_do(f, "PATCH",
		      arena_printf(f->arena, "%s/issues/comments/%s",
				   forge_repo(f, NULL), id),
		      send, 200);
	return rc < 0 ? error_in(rc,
				 "cannot change a comment on pull request #%ld",
				 number) :
			0;
}
