#include "object/tree_edit.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/scratch.h"
#include "version/placeholder.h"

#include <git2.h>
#include <string.h>

int tree_edits_init(struct tree_edits *e, struct repo *r, const git_oid *commit)
{
	git_commit *c = NULL;
	int rc = repo_read(r);

	*e = (struct tree_edits){ .r = r, .commit = *commit };
	if (rc < 0)
		return rc;
	if (git_commit_lookup(&c, r->git, commit) < 0)
		return error_git("cannot read commit %s", oid_short(commit));
	rc = git_commit_tree(&e->tree, c);
	git_commit_free(c);
	return rc < 0 ? error_git("cannot read the files of %s",
				  oid_short(commit)) :
			0;
}

void tree_edits_release(struct tree_edits *e)
{
	for (size_t i = 0; i < e->n; i++)
		strbuf_release(&e->item[i].text);
	free(e->item);
	git_tree_free(e->tree);
	*e = (struct tree_edits){ 0 };
}

static int read_blob(struct tree_edits *e, const git_tree_entry *entry,
		     struct tree_edit *out)
{
	git_blob *blob = NULL;

	out->mode = git_tree_entry_filemode(entry);
	if (out->mode != GIT_FILEMODE_BLOB &&
	    out->mode != GIT_FILEMODE_BLOB_EXECUTABLE)
		return error(E_POLICY, "'%s' is no plain file", out->path);
	if (git_blob_lookup(&blob, e->r->git, git_tree_entry_id(entry)) < 0)
		return error_git("cannot read '%s'", out->path);
	strbuf_add(&out->text, git_blob_rawcontent(blob),
		   (size_t)git_blob_rawsize(blob));
	git_blob_free(blob);
	return 0;
}

int tree_edits_open(struct tree_edits *e, const char *path,
		    struct tree_edit **out)
{
	git_tree_entry *entry = NULL;
	int rc;

	for (size_t i = 0; i < e->n; i++) {
		*out = &e->item[i];
		if (!strcmp(e->item[i].path, path))
			return 0;
	}
	rc = git_tree_entry_bypath(&entry, e->tree, path);
	if (rc == GIT_ENOTFOUND)
		return error(E_NOTFOUND, "there is no file '%s' in %s", path,
			     oid_short(&e->commit));
	if (rc < 0)
		return error_git("cannot read '%s'", path);
	GROW(e->item, e->n, e->alloc);
	*out = &e->item[e->n++];
	**out = (struct tree_edit){ .path = arena_strdup(&e->r->arena, path),
				    .text = STRBUF_INIT };
	rc = read_blob(e, entry, *out);
	git_tree_entry_free(entry);
	return rc;
}

void tree_edit_set(struct tree_edit *e, const struct strbuf *text)
{
	if (e->text.len == text->len &&
	    !memcmp(e->text.buf, text->buf, text->len))
		return;
	strbuf_reset(&e->text);
	strbuf_add(&e->text, text->buf, text->len);
	e->changed = true;
}

/* Ask git where the word is: "<commit>:<path>\0" each. */
static int grep(struct tree_edits *e, const struct strvec *words,
		struct strbuf *out)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	int rc;

	strvec_pushl(&argv, "git", "grep", "--full-name", "--no-color",
		     "-lzIwF", "--no-recurse-submodules", "-e", words->v[0],
		     oid_hex(&e->commit), "--", ":(top,exclude).gitrel",
		     (char *)NULL);
	if (words->n == 1)
		strvec_push(&argv, ":(top)");
	for (size_t i = 1; i < words->n; i++) {
		const char *w = words->v[i];
		bool not = *w == '!';
		strvec_pushf(&argv, ":(top%s)%s", not ? ",exclude" : "",
			     w + not );
	}
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = e->r->env, /* what is only planned yet */
			   .out = out };
	if ((rc = run_command(&run)) < 0)
		return rc;
	return rc > 1 ? error(E_FAIL, "git grep failed") : 0;
}

int tree_edits_freeze(struct tree_edits *e, const char *placeholder,
		      const char *version)
{
	CLEANUP(strvec) struct strvec words = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf found = STRBUF_INIT;
	struct tree_edit *edit;
	int rc;

	placeholder += strspn(placeholder, " ");
	while (*placeholder) {
		size_t n = strcspn(placeholder, " ");
		strvec_pushf(&words, "%.*s", (int)n, placeholder);
		placeholder += n;
		placeholder += strspn(placeholder, " ");
	}
	if (!words.n)
		return 0;
	if ((rc = placeholder_check(words.v[0])) < 0 ||
	    (rc = grep(e, &words, &found)) < 0)
		return rc;
	for (const char *p = found.buf; p < found.buf + found.len;
	     p += strlen(p) + 1) {
		const char *path = strchr(p, ':');
		if (!path)
			return error(E_FAIL, "cannot read git grep");
		if ((rc = tree_edits_open(e, path + 1, &edit)) < 0)
			return rc;
		CLEANUP(strbuf) struct strbuf now = STRBUF_INIT;
		placeholder_replace(&now, edit->path, &edit->text, words.v[0],
				    version);
		tree_edit_set(edit, &now);
	}
	return 0;
}

int tree_edits_write(struct tree_edits *e, git_oid *tree)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	git_tree_update *update = NULL;
	size_t n = 0;
	int rc = scratch_open(e->r);

	for (size_t i = 0; !rc && i < e->n; i++) {
		const struct tree_edit *f = &e->item[i];
		if (!f->changed)
			continue;
		update = arena_grow(&arena, update, n, sizeof(*update));
		update[n] = (git_tree_update){ .action = GIT_TREE_UPDATE_UPSERT,
					       .filemode = f->mode,
					       .path = f->path };
		if (git_odb_write(&update[n++].id, e->r->odb, f->text.buf,
				  f->text.len, GIT_OBJECT_BLOB) < 0)
			rc = error_git("cannot write '%s'", f->path);
	}
	git_oid_cpy(tree, git_tree_id(e->tree));
	if (!rc && n &&
	    git_tree_create_updated(tree, e->r->git, e->tree, n, update) < 0)
		rc = error_git("cannot write the files");
	return rc;
}
