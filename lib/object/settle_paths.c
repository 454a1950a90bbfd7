#include "object/settle_paths.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/tree_change.h"
#include "git/worktree.h"
#include "git/worktree_env.h"
#include "object/attributes.h"
#include "towncrier/towncrier.h"
#include "towncrier/towncrier_write.h"
#include "version/version.h"

#include <git2.h>
#include <string.h>

static void add(struct settle_paths *p, struct repo *r, const char *path,
		const struct vfile *file)
{
	for (size_t i = 0; i < p->n; i++)
		if (!file && !p->item[i].file && !strcmp(p->item[i].path, path))
			return;
	p->item = arena_grow(&r->arena, p->item, p->n, sizeof(*p->item));
	p->item[p->n++] =
		(struct settle_path){ arena_strdup(&r->arena, path), file };
}

/* "": no notes are kept. */
static const char *changelog_template(const struct config *c)
{
	return setting_is(c, K_NOTES_STYLE, "none") ?
		       "" :
		       setting(c, K_NOTES_CHANGELOG);
}

bool settle_paths_any(const struct config *c)
{
	return *changelog_template(c) || *setting(c, K_VERSION_FILES) ||
	       *setting(c, K_VERSION_ANCHORS);
}

bool settle_paths_vary(const struct config *c)
{
	return strchr(changelog_template(c), '{') != NULL;
}

static void read_toml(struct repo *r, struct tree_edits *at,
		      struct toml_text *out)
{
	struct tree_edit *e;

	if (tree_edits_open(at, out->file, &e) < 0)
		return;
	out->text = arena_strndup(&r->arena, e->text.buf, e->text.len);
	out->n = e->text.len;
}

/* Where nobody tells us, towncrier's own settings do. */
static bool towncrier_path(struct repo *r, struct tree_edits *at,
			   const struct template_vars *vars, struct strbuf *out)
{
	struct toml_text own = { .file = "towncrier.toml" };
	struct toml_text project = { .file = "pyproject.toml" };
	const struct news news = { .version = vars->version,
				   .date = vars->date };
	struct towncrier t = { 0 };

	if (!vars->version || !vars->date)
		return false;
	read_toml(r, at, &own);
	read_toml(r, at, &project);
	if (towncrier_config(&t, &r->arena, own.text ? &own : &project,
			     &project) < 0)
		return false;
	towncrier_filename(out, &t, &news);
	return true;
}

/* A name that cannot be told is no name of a file that is there. */
static bool changelog_path(struct repo *r, struct tree_edits *at,
			   const struct template_vars *vars, struct strbuf *out)
{
	const struct config *c = &r->config;

	if (setting_is(c, K_NOTES_STYLE, "towncrier") &&
	    c->setting[K_NOTES_CHANGELOG].rank == RANK_DEFAULT)
		return towncrier_path(r, at, vars, out);
	return *changelog_template(c) &&
	       template_expand(out, changelog_template(c), vars) >= 0;
}

int settle_paths_named(struct settle_paths *p, struct repo *r,
		       struct tree_edits *at, const struct template_vars *vars)
{
	static const struct template_vars none;
	CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
	const struct config *c = &r->config;
	struct vfile *file = NULL;
	size_t n = 0;
	int rc;

	if (changelog_path(r, at, vars ? vars : &none, &path))
		add(p, r, path.buf, NULL);
	if ((rc = vfile_list(&file, &n, &r->arena,
			     setting(c, K_VERSION_FILES))) < 0 ||
	    (rc = vfile_anchors(&file, &n, &r->arena,
				setting(c, K_VERSION_ANCHORS))) < 0)
		return rc;
	for (int parts = 0; parts < 2; parts++)
		for (size_t i = 0; i < n; i++)
			if (file[i].parts == (parts > 0))
				add(p, r, file[i].path, &file[i]);
	return 0;
}

/* "0.2" is the beginning of a version. */
static bool is_version(enum scheme scheme, const char *text)
{
	CLEANUP(text) char *longer = xasprintf("%s.0", text);
	struct version v;

	return version_try(&v, scheme, text) || version_try(&v, scheme, longer);
}

int settle_paths_match(struct settle_paths *p, struct repo *r,
		       const struct merge_bases *bases)
{
	const char *template = changelog_template(&r->config);
	struct settle_paths all = { 0 };
	struct tree_change *ours, *theirs;
	size_t n_ours, n_theirs;
	enum scheme scheme;
	int rc = scheme_from_name(&scheme, setting(&r->config, K_SCHEME));

	if (rc < 0 ||
	    (rc = tree_changes(r, &bases->at[2], &bases->at[0], &ours,
			       &n_ours)) < 0 ||
	    (rc = tree_changes(r, &bases->at[2], &bases->at[1], &theirs,
			       &n_theirs)) < 0)
		return rc;
	for (size_t i = 0; i < n_ours; i++) {
		CLEANUP(strbuf) struct strbuf version = STRBUF_INIT;
		if (template_match(template, ours[i].path, &version) &&
		    is_version(scheme, version.buf) &&
		    tree_change_at(theirs, n_theirs, ours[i].path))
			add(&all, r, ours[i].path, NULL);
	}
	for (size_t i = 0; i < p->n; i++)
		add(&all, r, p->item[i].path, p->item[i].file);
	*p = all;
	return 0;
}

/* Zero where there is none. */
static git_oid id_of(const git_tree *tree, const char *path)
{
	git_tree_entry *entry = NULL;
	git_oid id = { 0 };

	if (!git_tree_entry_bypath(&entry, tree, path))
		id = *git_tree_entry_id(entry);
	git_tree_entry_free(entry);
	return id;
}

void settle_paths_keep_changed(struct settle_paths *p,
			       const struct tree_edits *at, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->n; i++) {
		git_oid id[3];
		bool changed = true;
		for (size_t k = 0; k < n && k < 3; k++) {
			id[k] = id_of(at[k].tree, p->item[i].path);
			changed = changed && !git_oid_is_zero(&id[k]);
			for (size_t j = 0; changed && j < k; j++)
				changed = !oid_eq(&id[j], &id[k]);
		}
		if (changed)
			p->item[kept++] = p->item[i];
	}
	p->n = kept;
}

/* git's answer: path, name and value, each ended by NUL. */
static int check_attr(const struct settle_paths *p, struct repo *r,
		      const git_oid *commit, struct strbuf *out)
{
	CLEANUP(attributes) struct attributes attr = ATTRIBUTES_INIT;
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, env = STRVEC_INIT;
	CLEANUP(strvec) struct strvec paths = STRVEC_INIT;
	int rc;

	for (size_t i = 0; i < p->n; i++)
		strvec_push(&paths, p->item[i].path);
	if ((rc = attributes_of(&attr, r, commit, &paths)) < 0)
		return rc;
	strvec_pushl(&argv, "git", "check-attr", "-z", "merge", "--",
		     (char *)NULL);
	for (size_t i = 0; i < p->n; i++)
		strvec_push(&argv, p->item[i].path);
	if (attr.dir)
		attributes_env(&attr, r, &env);
	else if (r->work_tree)
		worktree_env(r, r->work_tree, &env);
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)env.v,
			   .dir = attr.dir ? attr.dir : r->work_tree,
			   .out = out };
	rc = run_command(&run);
	return rc > 0 ? error(E_FAIL, "git check-attr failed") : rc;
}

static void leave_driven(struct settle_paths *p, struct repo *r,
			 const struct settle_path *own)
{
	if (own->file)
		return;
	p->driven = arena_grow(&r->arena, p->driven, p->n_driven,
			       sizeof(*p->driven));
	p->driven[p->n_driven++] = own->path;
}

int settle_paths_keep_plain(struct settle_paths *p, struct repo *r,
			    const git_oid *commit)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	size_t kept = 0;
	int rc;

	if (config_git(&r->config, "merge.default")) {
		for (size_t i = 0; i < p->n; i++)
			leave_driven(p, r, &p->item[i]);
		p->n = 0;
	}
	if (!p->n)
		return 0;
	if ((rc = check_attr(p, r, commit, &out)) < 0)
		return rc;
	const char *s = out.buf, *end = out.buf + out.len;
	for (size_t i = 0; i < p->n && s < end; i++) {
		s += strlen(s) + 1;
		s += s < end ? strlen(s) + 1 : 0;
		if (s < end && !strcmp(s, "unspecified"))
			p->item[kept++] = p->item[i];
		else
			leave_driven(p, r, &p->item[i]);
		s += s < end ? strlen(s) + 1 : 0;
	}
	p->n = kept;
	return 0;
}
