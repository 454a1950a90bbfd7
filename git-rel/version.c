/*
 * git rel version: the version of HEAD, derived from tags.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/message.h"
#include "git/describe.h"
#include "git/history.h"
#include "release/latest.h"
#include "release/release.h"
#include "release/tag_form.h"

#include <string.h>

static const char *scheme, *next;

static const struct opt opts[] = {
	OPT_STRING(0, "scheme", &scheme,
		   "(guess-next-dev|branch|describe|last)",
		   "how it is told (default: guess-next-dev)"),
	OPT_OPTIONAL(0, "next", &next, "(major|minor|patch)", "patch",
		     "the next release (default: patch)"),
	OPT_END,
};

/* As setuptools-scm, but on the branch of a release its version is next. */
static int by_branch(struct ctx *c, const struct described *d,
		     struct strbuf *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct version v, normal;
	const char *branch;
	git_oid head;
	bool hotfix;
	int rc = repo_head(&c->repo, &branch, &head);

	if (rc < 0)
		return rc;
	if (describe_is_exact(d) || !branch ||
	    !release_of_branch(c, ref_short(branch), &v, &hotfix) ||
	    !version_try(&normal, SCHEME_PEP440, v.text) ||
	    version_cmp(&normal, &d->base) <= 0)
		return describe_version(out, d);
	version_normal(&text, &normal);
	strbuf_addf(out, "%s.dev%lu", text.buf, d->distance);
	return 0;
}

static int by_scheme(struct ctx *c, const struct described *d,
		     struct strbuf *out)
{
	if (!strcmp(scheme, "guess-next-dev"))
		return describe_version(out, d);
	if (!strcmp(scheme, "branch"))
		return by_branch(c, d, out);
	if (!strcmp(scheme, "describe"))
		describe_plain(out, d);
	else
		version_normal(out, &d->base);
	return 0;
}

static int check_scheme(void)
{
	static const char *const names[] = { "guess-next-dev", "branch",
					     "describe", "last" };

	if (!scheme)
		scheme = names[0];
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(scheme, names[i]))
			return 0;
	return error(
		E_USAGE,
		"'%s' is no scheme: guess-next-dev, branch, describe or last",
		scheme);
}

static void print_json(struct ctx *c, const struct described *d,
		       const char *value, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	CLEANUP(strbuf) struct strbuf base = STRBUF_INIT;
	const char *branch = NULL;
	git_oid head = { { 0 } };

	if (repo_head(&c->repo, &branch, &head) < 0)
		branch = NULL;
	version_normal(&base, &d->base);
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "value", value);
	json_add_str(o, "scheme", scheme);
	json_add_str(o, "tag", d->tag);
	json_add_str(o, "base", base.buf);
	json_object_object_add(o, "distance",
			       json_object_new_int64((int64_t)d->distance));
	json_object_object_add(o, "dirty", json_object_new_boolean(d->dirty));
	if (!git_oid_is_zero(&head))
		json_add_str(o, "commit", oid_hex(&head));
	json_add_str(o, "branch", branch ? ref_short(branch) : NULL);
	fprintf(out, "%s\n", json_line(o));
}

static void warn_unfit(struct ctx *c)
{
	const char *command = tag_forms_command(c);

	if (command)
		warning("there are versions among the tags, but none fits '%s'; to count them: %s",
			setting(&c->repo.config, K_TAG), command);
}

/* The nearest tag may be that of a maintenance release, merged after a higher
 * one; what counts is what `start` would count on from. */
static int from_highest(struct ctx *c, struct described *d)
{
	struct version last, base;
	const char *branch, *tag = NULL;
	git_oid head;
	int rc = repo_head(&c->repo, &branch, &head);

	if (!rc)
		rc = release_last_tag(c, &head, &last, &tag);
	if (rc < 0 || !tag || !version_try(&base, SCHEME_PEP440, last.text) ||
	    version_cmp(&base, &d->base) <= 0)
		return rc;
	return describe_from(&c->repo, tag, &base, d);
}

static int derive(struct ctx *c, struct described *d)
{
	int rc = describe_head(&c->repo, d);

	if (rc < 0)
		return rc;
	/* a tag on HEAD itself can be seen in any clone */
	if ((!d->tag || d->distance) && (rc = history_need_whole(&c->repo)) < 0)
		return rc;
	if (d->tag && !describe_is_exact(d) && strcmp(scheme, "describe"))
		return from_highest(c, d);
	return 0;
}

static int show_derived(struct ctx *c, FILE *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct described d;
	int rc = check_scheme();

	if (!rc)
		rc = derive(c, &d);
	if (!rc)
		rc = by_scheme(c, &d, &text);
	if (rc < 0)
		return rc;
	if (!d.tag)
		warn_unfit(c);
	if (c->json)
		print_json(c, &d, text.buf, out);
	else
		fprintf(out, "%s\n", text.buf);
	return 0;
}

static void print_next(struct ctx *c, const struct version *last,
		       const struct version *v, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	if (!c->json) {
		fprintf(out, "%s\n", v->text);
		return;
	}
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "value", v->text);
	json_add_str(o, "next", next);
	json_add_str(o, "last", last->text);
	fprintf(out, "%s\n", json_line(o));
}

/* start would refuse it: the tag may be on another branch. */
static int need_free(struct ctx *c, const struct version *v)
{
	struct release rel = { 0 };
	int rc = release_is_tagged(c, &rel, v);

	if (rc <= 0)
		return rc;
	rc = error(E_EXISTS,
		   "the next version would be %s, but tag '%s' exists already",
		   v->text, rel.tag);
	error_hint(
		"a version is never used twice: begin another one, git rel start <version>");
	return rc;
}

static int show_next(struct ctx *c, FILE *out)
{
	struct version last, v;
	const char *branch;
	enum part part;
	git_oid head;
	bool found;
	int rc;

	if (scheme)
		return error(E_USAGE, "--next and --scheme are two questions");
	if (!part_from_name(&part, next))
		return error(E_USAGE, "'%s' is none of major, minor, patch",
			     next);
	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = repo_head(&c->repo, &branch, &head)) < 0)
		return rc;
	rc = release_last(c, NULL, git_oid_is_zero(&head) ? NULL : &head, &last,
			  NULL, &found);
	if (rc < 0)
		return rc;
	if (!found) {
		rc = error(E_NOTFOUND,
			   "there is no released version to count on from");
		(void)tag_forms_advise(c);
		return rc;
	}
	if ((rc = version_next(&v, &last, part)) < 0 ||
	    (rc = need_free(c, &v)) < 0)
		return rc;
	print_next(c, &last, &v, out);
	return 0;
}

static int show_version(struct ctx *c, FILE *out)
{
	return next ? show_next(c, out) : show_derived(c, out);
}

const struct cmd cmd_version = {
	.name = "version",
	.args = "[<options>]",
	.brief = "the version of HEAD, derived from tags",
	.opts = opts,
	.max_args = 0,
	.flags = CMD_PENDING_OK,
	.show = show_version,
};
