#include "rules/judges.h"

#include "base/cleanup.h"
#include "rules/changelog_at.h"
#include "rules/tagging.h"
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

static int judge_text(struct trial *t, const struct tagging *g,
		      const struct vfile *f, const struct strbuf *text)
{
	CLEANUP(strbuf) struct strbuf is = STRBUF_INIT;
	struct vspans at = { .n = 0 };
	struct saved_error before;

	error_save(&before);
	int rc = vfile_find(f, text->buf, text->len, &at);
	if (rc < 0) {
		const char *why = arena_strdup(t->arena, error_message());
		(void)error_restore(rc, &before);
		trial_fault(t, g->change->ref, &g->commit,
			    tagging_after(t, g, "git rel bump"), "'%s': %s",
			    g->tag, why);
		return 0;
	}
	(void)error_restore(0, &before);
	if (!vfile_version(text->buf, &at, &is) ||
	    is_same(t, is.buf, &g->version))
		return 0;
	trial_fault(t, g->change->ref, &g->commit,
		    tagging_after(t, g, "git rel bump"),
		    "'%s' is %s, but '%s' says %s", g->tag, g->version.text,
		    f->path, is.buf);
	return 0;
}

static int judge_vfile(struct trial *t, const struct tagging *g,
		       const struct vfile *f)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_oid blob;
	int rc = blob_at(t, &g->commit, f->path, &blob);

	if (rc < 0)
		return rc;
	if (!rc) {
		if (!f->optional && !f->maybe)
			trial_fault(
				t, g->change->ref, &g->commit,
				"git rel config --explain version.files",
				"'%s' has no '%s', which carries the version",
				g->tag, f->path);
		return 0;
	}
	rc = repo_blob(t->repo, &blob, &text);
	return rc < 0 ? rc : judge_text(t, g, f, &text);
}

static int judge_section(struct trial *t, const struct tagging *g)
{
	const char *path;
	bool has = true;
	int rc = 0;

	if (!version_is_pre(&g->version) &&
	    !setting_is(t->rules->config, K_NOTES_STYLE, "none"))
		rc = changelog_has(t, &g->commit, &g->version, &has, &path);
	if (rc >= 0 && !has)
		trial_fault(t, g->change->ref, &g->commit,
			    tagging_after(t, g, "git rel notes build"),
			    "'%s' has no section for %s", path,
			    g->version.text);
	return rc;
}

static int one_version(struct trial *t, const struct tagging *g)
{
	const struct config *config = t->rules->config;
	struct vfile *f = NULL;
	size_t n = 0;
	int rc = vfile_list(&f, &n, t->arena, setting(config, K_VERSION_FILES));

	if (!rc)
		rc = vfile_anchors(&f, &n, t->arena,
				   setting(config, K_VERSION_ANCHORS));
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = judge_vfile(t, g, &f[i]);
	return rc < 0 ? rc : judge_section(t, g);
}

int judge_version_files(struct trial *t)
{
	return tagging_each(t, one_version);
}
