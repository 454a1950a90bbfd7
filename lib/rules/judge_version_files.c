#include "rules/judges.h"

#include "base/cleanup.h"
#include "rules/changelog_at.h"
#include "version/vfile.h"

#include <string.h>

/* The version of a file, spelt as its format wants it; a candidate may stand in
 * files as what it leads to. */
static bool is_same(const struct trial *t, const char *is,
		    const struct version *v)
{
	struct version final;
	int cmp;

	if (version_cmp_text(t->scheme, is, v->text, &cmp) && !cmp)
		return true;
	version_final(&final, v);
	return version_cmp_text(t->scheme, is, final.text, &cmp) && !cmp;
}

static int judge_text(struct trial *t, const struct ref_change *c,
		      const git_oid *commit, const struct version *v,
		      const struct vfile *f, const struct strbuf *text)
{
	CLEANUP(strbuf) struct strbuf is = STRBUF_INIT;
	struct vspans at = { .n = 0 };
	struct saved_error before;
	const char *hint =
		trial_text(t, "git rel bump %s, before the tag", v->text);

	error_save(&before);
	int rc = vfile_find(f, text->buf, text->len, &at);
	if (rc < 0) {
		const char *why = arena_strdup(t->arena, error_message());
		(void)error_restore(rc, &before);
		trial_fault(t, c->ref, commit, hint, "%s", why);
		return 0;
	}
	(void)error_restore(0, &before);
	if (!vfile_version(text->buf, &at, &is) || is_same(t, is.buf, v))
		return 0;
	trial_fault(t, c->ref, commit, hint, "'%s' is %s, but '%s' says %s",
		    ref_short(c->ref), v->text, f->path, is.buf);
	return 0;
}

static int judge_vfile(struct trial *t, const struct ref_change *c,
		       const git_oid *commit, const struct version *v,
		       const struct vfile *f)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_oid blob;
	int rc = blob_at(t, commit, f->path, &blob);

	if (rc < 0)
		return rc;
	if (!rc) {
		if (!f->optional && !f->maybe)
			trial_fault(
				t, c->ref, commit,
				"git rel config --explain version.files",
				"'%s' has no '%s', which carries the version",
				ref_short(c->ref), f->path);
		return 0;
	}
	rc = repo_blob(t->repo, &blob, &text);
	return rc < 0 ? rc : judge_text(t, c, commit, v, f, &text);
}

static int judge_section(struct trial *t, const struct ref_change *c,
			 const git_oid *commit, const struct version *v)
{
	const char *path;
	bool has = true;
	int rc = 0;

	if (!version_is_pre(v) &&
	    !setting_is(t->rules->config, K_NOTES_STYLE, "none"))
		rc = changelog_has(t, commit, v, &has, &path);
	if (rc >= 0 && !has)
		trial_fault(t, c->ref, commit,
			    trial_text(t,
				       "git rel notes build %s, before the tag",
				       v->text),
			    "'%s' has no section for %s", path, v->text);
	return rc;
}

int judge_version_files(struct trial *t)
{
	const struct config *config = t->rules->config;
	struct vfile *f = NULL;
	size_t n = 0;
	int rc = vfile_list(&f, &n, t->arena, setting(config, K_VERSION_FILES));

	if (!rc)
		rc = vfile_anchors(&f, &n, t->arena,
				   setting(config, K_VERSION_ANCHORS));
	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		struct saved_error before;
		struct version v;
		git_oid commit;
		if (!trial_new_version(t, c, &v))
			continue;
		error_save(&before);
		if (error_restore(repo_peel(t->repo, &c->to, &commit),
				  &before) < 0 ||
		    trial_is_old(t, &commit))
			continue;
		for (size_t k = 0; rc >= 0 && k < n; k++)
			rc = judge_vfile(t, c, &commit, &v, &f[k]);
		if (rc >= 0)
			rc = judge_section(t, c, &commit, &v);
	}
	return rc;
}
