#include "dialect/forge_call.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

#include <stdlib.h>
#include <string.h>

struct finding {
	const char *marker;
	long number;
	struct forge_comment *out;
};

static const char *notes_path(struct forge *f, long number)
{
	return arena_printf(f->arena, "%s/merge_requests/%ld/notes",
			    gitlab_project(f, NULL), number);
}

static int read_note(struct forge *f, long number, json_object *o,
		     struct forge_comment *out, bool *system)
{
	int rc;

	if ((rc = gitlab_read_note(f->arena, o, out, system)) < 0)
		return rc;
	out->url = arena_printf(f->arena, "%s/-/merge_requests/%ld#note_%s",
				f->web, number, out->id);
	return 0;
}

static int is_it(struct forge *f, json_object *item, void *arg)
{
	struct finding *find = arg;
	struct forge_comment c;
	bool system;
	int rc;

	if ((rc = read_note(f, find->number, item, &c, &system)) < 0)
		return rc;
	if (system || !strstr(c.body, find->marker))
		return 0;
	*find->out = c;
	return 1;
}

int gitlab_comment_find(struct forge *f, long number, const char *marker,
			struct forge_comment *out)
{
	struct finding find = { marker, number, out };
	int rc = forge_each(f,
			    arena_printf(f->arena,
					 "%s?order_by=created_at&sort=asc&%s",
					 notes_path(f, number), forge_page(f)),
			    NULL, is_it, &find);

	if (rc < 0)
		return error_in(rc, "comments of merge request !%ld", number);
	if (rc)
		return 0;
	return error(E_NOTFOUND, "merge request !%ld has no such comment",
		     number);
}

struct later {
	long number;
	const struct forge_comment *after;
	struct forge_comment *item;
	size_t n;
};

/* 1: that one was made before, and so were all that come. */
static int is_later(struct forge *f, json_object *item, void *arg)
{
	struct later *x = arg;
	struct forge_comment c;
	bool system;
	int rc = read_note(f, x->number, item, &c, &system);

	if (rc < 0 || atoll(c.id) <= atoll(x->after->id))
		return rc < 0 ? rc : 1;
	if (system)
		return 0;
	x->item = arena_grow(f->arena, x->item, x->n, sizeof(*x->item));
	x->item[x->n++] = c;
	return 0;
}

int gitlab_comments_after(struct forge *f, long number,
			  const struct forge_comment *after,
			  struct forge_comment **out, size_t *n)
{
	struct later x = { .number = number, .after = after };
	int rc = forge_each(f,
			    arena_printf(f->arena,
					 "%s?order_by=created_at&sort=desc&%s",
					 notes_path(f, number), forge_page(f)),
			    NULL, is_later, &x);

	for (size_t i = 0; i < x.n / 2; i++) {
		struct forge_comment one = x.item[i];
		x.item[i] = x.item[x.n - 1 - i];
		x.item[x.n - 1 - i] = one;
	}
	*out = x.item;
	*n = x.n;
	return rc < 0 ? error_in(rc, "comments of merge request !%ld", number) :
			0;
}

/* Of a comment that was nothing but orders to GitLab, 202, none stays. */
int gitlab_comment_add(struct forge *f, long number, const char *text,
		       struct forge_comment *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	bool system;
	int rc;

	*out = (struct forge_comment){ .body = text };
	json_add_str(send, "body", text);
	rc = forge_call(f,
			&(struct forge_call){ .method = "POST",
					      .path = notes_path(f, number),
					      .send = send },
			&r);
	if (rc == 0 && r.status == 201)
		rc = read_note(f, number, r.json, out, &system);
	else if (rc == 0 && r.status != 202)
		rc = error(E_NET, "GitLab answered %ld where 201 was to come",
			   r.status);
	return rc < 0 ? error_in(rc, "cannot comment on merge request !%ld",
				 number) :
			0;
}

int gitlab_comment_edit(struct forge *f, long number, const char *id,
			const char *text)
{
	CLEANUP(json) json_object *send = json_new();
	int rc;

	json_add_str(send, "body", text);
	rc = forge_do(f, "PUT",
		      arena_printf(f->arena, "%s/%s", notes_path(f, number),
				   id),
		      send, 200);
	return rc < 0 ?
		       error_in(rc,
				"cannot change a comment on merge request !%ld",
				number) :
		       0;
}
