#include "dialect/forge_call.h"
#include "dialect/forge_name.h"
#include "github/github.h"

#include <string.h>

enum word { NO_WORD, YES, NO };

/* The last word of one, as reviews are listed from the oldest on. */
struct reviewer {
	const char *login;
	enum word word;
};

struct reviewers {
	const char *head; /* of the pull request; NULL: not told */
	struct reviewer *item;
	size_t n;
};

static struct reviewer *reviewer_of(struct forge *f, struct reviewers *all,
				    const char *login)
{
	for (size_t i = 0; i < all->n; i++)
		if (forge_same_name(all->item[i].login, login))
			return &all->item[i];
	all->item = arena_grow(f->arena, all->item, all->n, sizeof(*all->item));
	all->item[all->n] = (struct reviewer){ .login = login };
	return &all->item[all->n++];
}

/* Who may read a public project may say something, too; the forge counts those who
 * may write.  Gitea tells whose word is official, GitHub only who somebody is. */
static bool is_stranger(struct fields *f)
{
	static const char *const members[] = { "OWNER", "MEMBER",
					       "COLLABORATOR" };
	const char *who = field_text_opt(f, "author_association");

	if (!who)
		return json_object_object_get(f->o, "official") &&
		       !field_flag(f, "official");
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		if (!strcmp(who, members[i]))
			return false;
	return true;
}

/* Said of an earlier commit: Gitea tells itself, as it takes one with the same
 * changes for no other. */
static bool is_stale(struct fields *f, const char *head)
{
	const char *commit = field_text_opt(f, "commit_id");

	if (json_object_object_get(f->o, "stale"))
		return field_flag(f, "stale");
	return head && commit && *commit && strcmp(commit, head) != 0;
}

/* What is only a remark leaves the word before it. */
static int take(struct forge *f, json_object *item, void *arg)
{
	struct reviewers *all = arg;
	int rc = 0;
	struct fields fields = { f->arena, item, &rc };
	struct fields by = field_in(&fields, "user");
	const char *state = field_text(&fields, "state");
	const char *login = field_text_opt(&by, "login");
	bool gone = field_flag(&fields, "dismissed") ||
		    !strcmp(state, "DISMISSED");
	enum word word = !strcmp(state, "APPROVED")          ? YES :
			 !strcmp(state, "CHANGES_REQUESTED") ? NO :
			 !strcmp(state, "REQUEST_CHANGES")   ? NO :
							       NO_WORD;

	/* who wanted changes wants them until they say otherwise */
	if (word == YES && is_stale(&fields, all->head))
		gone = true;
	if (!rc && login && !is_stranger(&fields) && (word != NO_WORD || gone))
		reviewer_of(f, all, login)->word = gone ? NO_WORD : word;
	return rc;
}

int github_approvals(struct forge *f, const struct forge_pull *p,
		     struct forge_approvals *out)
{
	struct reviewers all = { .head = p->head_id };
	int rc = forge_each(f,
			    arena_printf(f->arena, "%s/pulls/%ld/reviews?%s",
					 forge_repo(f, NULL), p->number,
					 forge_page(f)),
			    NULL, take, &all);

	*out = (struct forge_approvals){ 0 };
	for (size_t i = 0; i < all.n; i++) {
		out->n += all.item[i].word == YES;
		out->refused = out->refused || all.item[i].word == NO;
	}
	return rc < 0 ?
		       error_in(rc, "reviews of pull request #%ld", p->number) :
		       0;
}
