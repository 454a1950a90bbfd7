#include "release/commit_typed.h"

#include "base/quote.h"
#include "git/history.h"

#include <git2.h>
#include <string.h>

static void add_paths(struct strbuf *out, const char *const *path, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		strbuf_addc(out, ' ');
		strbuf_add_shell(out, path[i]);
	}
}

/* What git would take for a pattern might fit more than is meant. */
static bool has_pattern(const char *const *path, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (*path[i] == ':' || strpbrk(path[i], "*?[\\"))
			return true;
	return false;
}

/* git commit takes only paths that git knows, and git add by itself only what is
 * not ignored: a release commits it all the same. */
static void add_new(const struct commit_typed *k, git_tree *tree,
		    const char *git, struct strbuf *out)
{
	for (size_t i = 0, n = 0; i < k->n_text; i++) {
		git_tree_entry *entry = NULL;
		bool known = git_tree_entry_bypath(&entry, tree, k->text[i]) ==
			     0;
		git_tree_entry_free(entry);
		if (known)
			continue;
		if (!n++)
			strbuf_addf(out, "%s add -f --", git);
		add_paths(out, &k->text[i], 1);
	}
}

static void end_line(struct strbuf *out, size_t begin)
{
	if (out->len > begin)
		strbuf_addc(out, '\n');
}

static void add_commands(const struct commit_typed *k, git_tree *tree,
			 struct strbuf *out)
{
	bool literal = has_pattern(k->text, k->n_text) ||
		       has_pattern(k->gone, k->n_gone);
	const char *git = literal ? "git --literal-pathspecs" : "git";

	if (k->n_text)
		strbuf_adds(out, "# the files get their new text, then\n");
	size_t begin = out->len;
	add_new(k, tree, git, out);
	end_line(out, begin);
	if (k->n_gone) {
		strbuf_addf(out, "%s rm -q --", git);
		add_paths(out, k->gone, k->n_gone);
		strbuf_addc(out, '\n');
	}
	strbuf_addf(out, "%s commit %s", git,
		    k->no_verify ? "--no-verify " : "");
	strbuf_adds(out, k->message ? "-m " : "--amend --no-edit");
	if (k->message)
		strbuf_add_shell(out, k->message);
	if (k->n_text + k->n_gone)
		strbuf_adds(out, " --");
	add_paths(out, k->text, k->n_text);
	add_paths(out, k->gone, k->n_gone);
}

int commit_typed(struct repo *r, const struct commit_typed *k,
		 struct strbuf *out)
{
	git_tree *tree = NULL;
	git_oid id;
	int rc = history_tree(r, &k->base, &id);

	if (rc < 0)
		return rc;
	if (git_tree_lookup(&tree, r->git, &id) < 0)
		return error_git("cannot read the tree of %s",
				 oid_short(&k->base));
	add_commands(k, tree, out);
	git_tree_free(tree);
	return 0;
}
