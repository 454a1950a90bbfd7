#include "dialect/forge_gather.h"
#include "github/github.h"
#include "github/github_read.h"

#include <string.h>

struct finding {
	const char *tag;
	struct forge_release *out;
	bool found;
};

static const char *releases_path(struct forge *f)
{
	return arena_printf(f->arena, "%s/releases", forge_repo(f, NULL));
}

static const char *release_path(struct forge *f, const struct forge_release *r)
{
	return arena_printf(f->arena, "%s/%s", releases_path(f), r->id);
}

static int is_it(struct forge *f, json_object *item, void *arg)
{
	struct finding *find = arg;
	struct forge_release r;
	int rc;

	if ((rc = github_read_release(f->arena, item, &r)) < 0)
		return rc;
	if (strcmp(r.tag, find->tag) || (find->found && r.draft))
		return 0;
	*find->out = r;
	find->found = true;
	return !r.draft; /* one that is published counts before any draft */
}

/* 1 if it is there. */
static int find_published(struct forge *f, const char *tag,
			  struct forge_release *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	rc = forge_look(f,
			arena_printf(f->arena, "%s/tags/%s", releases_path(f),
				     forge_encode(f, tag)),
			&r);
	if (rc < 0 || r.status == 404)
		return rc;
	rc = github_read_release(f->arena, r.json, out);
	return rc < 0 ? rc : 1;
}

/* 1 if it is there.  By its tag only what is published can be asked for; drafts
 * are in the listing, for those who may push, and what is new comes first there:
 * so that is asked first.  Not too much at once, as some have many assets. */
static int find(struct forge *f, const char *tag, struct forge_release *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	struct finding finding = { tag, out, false };
	const char *size = f->kind == FORGE_GITEA ? "limit" : "per_page";
	int rc;

	rc = forge_get(
		f, arena_printf(f->arena, "%s?%s=30", releases_path(f), size),
		&r);
	if (rc == 0)
		rc = forge_each_of(f, r.json, NULL, is_it, &finding);
	if (rc || !r.next)
		return rc < 0 ? rc : finding.found;
	rc = find_published(f, tag, out);
	if (!rc)
		rc = forge_each(f, r.next, NULL, is_it, &finding);
	return rc < 0 ? rc : rc || finding.found;
}

int github_release_find(struct forge *f, const char *tag,
			struct forge_release *out)
{
	int rc = find(f, tag, out);

	if (rc < 0)
		return error_in(rc, "release '%s'", tag);
	return rc ? 0 : error(E_NOTFOUND, "there is no release '%s'", tag);
}

static int read_draft(struct forge *f, json_object *o, const void *arg,
		      void *out)
{
	struct forge_release *r = out;
	int rc = github_read_release(f->arena, o, r);

	(void)arg;
	return rc < 0 ? rc : r->draft;
}

int github_drafts(struct forge *f, struct forge_release **out, size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(f,
			      arena_printf(f->arena, "%s?%s", releases_path(f),
					   forge_page(f)),
			      NULL, read_draft, NULL, &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "releases") : 0;
}

static json_object *fields_of(struct forge *f,
			      const struct forge_release_want *want)
{
	json_object *send = json_new();

	json_add_str(send, "name", want->name);
	json_add_str(send, "body", want->body);
	if (want->draft >= 0)
		json_add_flag(send, "draft", want->draft);
	if (want->prerelease >= 0)
		json_add_flag(send, "prerelease", want->prerelease);
	/* a word, and of a draft or a prerelease refused */
	if (f->kind == FORGE_GITHUB && want->latest >= 0 && want->draft != 1 &&
	    want->prerelease != 1)
		json_add_str(send, "make_latest",
			     want->latest ? "true" : "false");
	return send;
}

int github_release_make(struct forge *f, const struct forge_release_want *want,
			struct forge_release *out)
{
	CLEANUP(json) json_object *send = fields_of(f, want);
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	json_add_str(send, "tag_name", want->tag);
	json_add_str(send, "target_commitish", want->commit);
	rc = forge_call(f,
			&(struct forge_call){ .method = "POST",
					      .path = releases_path(f),
					      .send = send,
					      .proof = 201 },
			&r);
	if (rc == 0)
		rc = github_read_release(f->arena, r.json, out);
	return rc < 0 ? error_in(rc, "cannot make release '%s'", want->tag) : 0;
}

int github_release_edit(struct forge *f, const struct forge_release *r,
			const struct forge_release_want *want,
			struct forge_release *out)
{
	CLEANUP(json) json_object *send = fields_of(f, want);
	CLEANUP(reply) struct forge_reply reply = FORGE_REPLY_INIT;
	int rc;

	rc = forge_call(f,
			&(struct forge_call){ .method = "PATCH",
					      .path = release_path(f, r),
					      .send = send,
					      .proof = 200 },
			&reply);
	if (rc == 0)
		rc = github_read_release(f->arena, reply.json, out);
	return rc < 0 ? error_in(rc, "cannot change release '%s'", r->tag) : 0;
}

int github_release_delete(struct forge *f, const struct forge_release *r)
{
	int rc = forge_do(f, "DELETE", release_path(f, r), NULL, 204);

	return rc < 0 ? error_in(rc, "cannot delete release '%s'", r->tag) : 0;
}
