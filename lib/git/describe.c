#include "git/describe.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/version_tag.h"

#include <git2.h>
#include <string.h>

/* Tags that git may pass over, one argument each; far below what exec takes. */
#define EXCLUDE_MAX 20000

/* Ask git about the tags that fit `match`, NULL for none; `found` tells whether
 * there was an answer. */
static int ask(struct repo *r, const struct strvec *passed, const char *match,
	       struct strbuf *out, bool *found)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	int rc;

	strvec_pushl(&argv, "git", "describe", "--long", (char *)NULL);
	if (r->work_tree)
		strvec_push(&argv, "--dirty");
	if (match)
		strvec_pushl(&argv, "--tags", "--match", match, (char *)NULL);
	else
		strvec_pushl(&argv, "--always", "--exclude", "*", (char *)NULL);
	for (size_t i = 0; i < passed->n; i++) /* no name is a pattern */
		strvec_pushf(&argv, "--exclude=%s", passed->v[i]);
	struct run run = { .argv = (const char *const *)argv.v,
			   .out = out,
			   .err = &err };
	if ((rc = run_command(&run)) < 0)
		return rc;
	strbuf_trim_end(out);
	*found = !rc;
	if (rc && (!match || !strstr(err.buf, "No ")))
		return error(E_FAIL, "git cannot describe HEAD: %.*s",
			     (int)strcspn(err.buf, "\n"), err.buf);
	return 0;
}

static void cut_dirty(struct strbuf *text, struct described *out)
{
	out->dirty = ends_with(text->buf, "-dirty");
	if (!out->dirty)
		return;
	text->len -= strlen("-dirty");
	text->buf[text->len] = '\0';
}

/* "<tag>-<distance>-g<commit>", from the right: tags have dashes, too. */
static int read_answer(struct repo *r, struct strbuf *text,
		       struct described *out)
{
	cut_dirty(text, out);
	char *commit = strrchr(text->buf, '-');
	if (commit)
		*commit = '\0';
	char *distance = commit ? strrchr(text->buf, '-') : NULL;
	if (!distance || commit[1] != 'g')
		return error(E_FAIL, "cannot read git describe");
	*distance = '\0';
	out->tag = arena_strdup(&r->arena, text->buf);
	out->distance = strtoul(distance + 1, NULL, 10);
	out->commit = arena_strdup(&r->arena, commit + 2);
	return 0;
}

/* The commit of a tag; packed refs tell it, so that no object need be read. */
static bool commit_of(struct repo *r, const git_reference *ref, git_oid *out)
{
	const git_oid *peeled = git_reference_target_peel(ref);

	if (peeled)
		git_oid_cpy(out, peeled);
	return peeled || !repo_peel(r, git_reference_target(ref), out);
}

static bool is_release(struct repo *r, const char *tag, struct version *out)
{
	enum scheme scheme;

	return scheme_from_name(&scheme, setting(&r->config, K_SCHEME)) == 0 &&
	       describe_tag(out, tag, setting(&r->config, K_TAG), scheme);
}

struct others {
	git_oid commit;
	struct described *best;
};

static void see_other(struct repo *r, const git_reference *ref, void *data)
{
	const char *tag = ref_short(git_reference_name(ref));
	struct others *o = data;
	struct version v;
	git_oid id;

	if (!is_release(r, tag, &v) || version_cmp(&v, &o->best->base) <= 0 ||
	    !commit_of(r, ref, &id) || !oid_eq(&id, &o->commit))
		return;
	o->best->base = v;
	o->best->tag = arena_strdup(&r->arena, tag);
}

/* git takes any of the tags of a commit; the highest version is meant. */
static int highest_there(struct repo *r, struct described *out)
{
	const char *name = arena_printf(&r->arena, "refs/tags/%s", out->tag);
	struct others o = { .best = out };
	git_reference *ref = NULL;

	/* it may be known by another name: then git's word counts */
	if (git_reference_lookup(&ref, r->git, name) < 0)
		return 0;
	bool found = git_reference_type(ref) == GIT_REFERENCE_DIRECT &&
		     commit_of(r, ref, &o.commit);
	git_reference_free(ref);
	return found ? version_tag_each(r, &o, see_other) : 0;
}

static void see_none(struct repo *r, const git_reference *ref, void *data)
{
	const char *tag = ref_short(git_reference_name(ref));
	struct strvec *passed = data;
	struct version v;

	if (passed->n < EXCLUDE_MAX &&
	    strcspn(tag, "0123456789") < strlen(tag) && !is_release(r, tag, &v))
		strvec_push(passed, tag);
}

static int count_commits(unsigned long *out)
{
	static const char *const argv[] = { "git", "rev-list", "--count",
					    "HEAD", NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &text };
	int rc = run_command(&run);

	*out = strtoul(text.buf, NULL, 10);
	return rc > 0 ? error(E_FAIL, "git cannot count commits") : rc;
}

static int without_tag(struct repo *r, struct described *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct strvec none = STRVEC_INIT;
	bool found;
	int rc;

	out->tag = NULL;
	if (!version_try(&out->base, SCHEME_PEP440, "0.0"))
		return error(E_FAIL, "0.0 is no version");
	if ((rc = ask(r, &none, NULL, &text, &found)) < 0)
		return rc;
	cut_dirty(&text, out);
	out->commit = arena_strdup(&r->arena, text.buf);
	return count_commits(&out->distance);
}

/* With `passed` only versions are left, so one more question is enough. */
static int nearest(struct repo *r, struct strvec *passed, struct described *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	bool found;
	int rc = ask(r, passed, "*[0-9]*", &text, &found);

	if (rc < 0)
		return rc;
	if (!found)
		return without_tag(r, out);
	if ((rc = read_answer(r, &text, out)) < 0)
		return rc;
	if (is_release(r, out->tag, &out->base))
		return highest_there(r, out);
	if (passed->n)
		return error(E_FAIL, "tag '%s' hides the versions", out->tag);
	strvec_push(passed, out->tag);
	if ((rc = version_tag_each(r, passed, see_none)) < 0)
		return rc;
	return nearest(r, passed, out);
}

int describe_from(struct repo *r, const char *tag, const struct version *v,
		  struct described *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct strvec none = STRVEC_INIT;
	bool found;
	int rc = ask(r, &none, tag, &text, &found); /* no name is a pattern */

	if (!rc && !found)
		rc = error(E_NOTFOUND, "HEAD has no tag '%s'", tag);
	if (!rc)
		rc = read_answer(r, &text, out);
	out->tag = arena_strdup(&r->arena, tag);
	out->base = *v;
	return rc;
}

int describe_head(struct repo *r, struct described *out)
{
	CLEANUP(strvec) struct strvec passed = STRVEC_INIT;
	const char *branch;
	git_oid head;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = repo_read(r);
	if (!rc)
		rc = repo_head(r, &branch, &head);
	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(&head))
		return nearest(r, &passed, out);
	return version_try(&out->base, SCHEME_PEP440, "0.0") ?
		       0 :
		       error(E_FAIL, "0.0 is no version");
}
