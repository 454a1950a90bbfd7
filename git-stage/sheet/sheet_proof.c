#include "git-stage/sheet/sheet.h"

#include "base/cleanup.h"
#include "base/sha256.h"
#include "evidence/names.h"
#include "evidence/seal.h"
#include "git/history.h"
#include "git/tree_diff.h"
#include "git-stage/sheet/write.h"
#include "release/latest.h"
#include "text/html.h"

#include <git2.h>

static int count_path(void *n, const char *path, const git_tree_entry *from,
		      const git_tree_entry *to)
{
	(void)path;
	(void)from;
	(void)to;
	++*(size_t *)n;
	return 0;
}

/* How many files differ; false: one of both trees is not here. */
static bool count_files(struct sheet *x, const git_oid *from, const git_oid *to,
			size_t *n)
{
	git_tree *a = NULL, *b = NULL;
	git_oid ida, idb;
	bool ok = history_tree(&x->c->repo, from, &ida) == 0 &&
		  history_tree(&x->c->repo, to, &idb) == 0 &&
		  git_tree_lookup(&a, x->c->repo.git, &ida) == 0 &&
		  git_tree_lookup(&b, x->c->repo.git, &idb) == 0 &&
		  tree_diff(&x->c->repo, a, b, count_path, n) == 0;

	git_tree_free(a);
	git_tree_free(b);
	return ok;
}

/* Where the release before is; false: there is none. */
static bool find_before(struct sheet *x, struct release *before, git_oid *at)
{
	struct version last;
	bool found = false;
	git_oid id = { { 0 } };

	return release_below(x->c, NULL, &x->s->rel.version, &last, &found) ==
		       0 &&
	       found && release_is_tagged(x->c, before, &last) > 0 &&
	       repo_ref(&x->c->repo, before->tag_ref, &id) == 0 &&
	       !git_oid_is_zero(&id) && repo_peel(&x->c->repo, &id, at) == 0;
}

/* "12 commits, 34 files since v1.1.0" */
static void add_changes(struct sheet *x)
{
	const git_oid *candidate = &x->s->candidate;
	struct release before = { 0 };
	size_t commits = 0, files = 0;
	git_oid at;

	if (!find_before(x, &before, &at) ||
	    history_count(&x->c->repo, &at, candidate, &commits) < 0 ||
	    !count_files(x, &at, candidate, &files))
		return;
	strbuf_addf(x->out,
		    "<dt>Changes</dt><dd>%zu commit%s, %zu file%s since ",
		    commits, commits == 1 ? "" : "s", files,
		    files == 1 ? "" : "s");
	write_text(x, before.tag);
	strbuf_adds(x->out, "</dd>\n");
}

static void add_digest(struct sheet *x)
{
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;
	char digest[SHA256_HEX_SIZE];

	evidence_lines(&x->s->evidence, &lines);
	sha256_hex(digest, lines.buf, lines.len);
	strbuf_addf(x->out,
		    "<dt>Evidence</dt><dd>%zu record%s up to <code>%s</code>, "
		    "SHA-256 <code class=id>%s</code></dd>\n",
		    x->s->evidence.n_records,
		    x->s->evidence.n_records == 1 ? "" : "s",
		    oid_short(&x->s->tip), digest);
}

static void add_seal(struct sheet *x)
{
	const char *ref = seal_ref(&x->c->repo.arena, x->s->rel.version.text);
	struct seal seal;
	git_oid id = { { 0 } };

	strbuf_adds(x->out, "<dt>Seal</dt><dd>");
	if (repo_ref(&x->c->repo, ref, &id) < 0 || git_oid_is_zero(&id) ||
	    seal_read(&seal, &x->c->repo, &id) < 0) {
		strbuf_adds(x->out, "none: it is not released</dd>\n");
		return;
	}
	strbuf_addf(x->out, "%zu record%s up to ", seal.records,
		    seal.records == 1 ? "" : "s");
	write_commit(x, &seal.tip);
	strbuf_adds(x->out, ", SHA-256 <code class=id>");
	html_add(x->out, seal.digest);
	strbuf_adds(x->out, "</code>; checked by ");
	write_command(x,
		      arena_printf(&x->c->repo.arena, "git staging verify %s",
				   ctx_shell(x->c, x->s->rel.version.text)));
	strbuf_adds(x->out, "</dd>\n");
}

static void add_policy(struct sheet *x)
{
	const struct evidence *e = &x->s->evidence;
	const char *blob = NULL;

	for (size_t i = e->n_records; i-- > 0 && !blob;)
		blob = e->record[i].text[TEXT_POLICY];
	strbuf_adds(x->out, "<dt>Policy</dt><dd>");
	write_text(x, x->r->p->name);
	if (blob) {
		strbuf_adds(x->out, ", blob <code class=id>");
		html_add(x->out, blob);
		strbuf_adds(x->out, "</code>");
	}
	strbuf_adds(x->out, "</dd>\n");
}

void sheet_proof(struct sheet *x)
{
	write_section(x, "proof", "Proof");
	strbuf_adds(x->out, "<dl>\n");
	add_changes(x);
	add_digest(x);
	add_seal(x);
	add_policy(x);
	strbuf_adds(x->out, "</dl>\n");
	write_end(x);
}
