#include "pick/declined.h"

#include "base/cleanup.h"
#include "git/scratch.h"
#include "object/ident.h"

#include <git2.h>
#include <string.h>

#define WORD "declined "

static void read_lines(struct repo *r, struct declines *out,
		       const git_oid *commit, const char *text)
{
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\n");
		if (starts_with(p, WORD)) {
			const char *branch = p + strlen(WORD);
			size_t k = strcspn(branch, " \n");
			const char *reason = branch + k + (branch[k] == ' ');
			struct declined *d;
			out->item = arena_grow(&r->arena, out->item, out->n,
					       sizeof(*out->item));
			d = &out->item[out->n++];
			d->commit = *commit;
			d->branch = arena_strndup(&r->arena, branch, k);
			d->reason = arena_strndup(&r->arena, reason,
						  (size_t)(p + n - reason));
		}
		p += n + (p[n] == '\n');
	}
}

int declines_read(struct repo *r, struct declines *out)
{
	git_note_iterator *it = NULL;
	git_oid note, commit, ref;
	int rc = repo_ref(r, DECLINED_REF, &ref);

	memset(out, 0, sizeof(*out));
	if (rc < 0 || git_oid_is_zero(&ref))
		return rc;
	if (git_note_iterator_new(&it, r->git, DECLINED_REF) < 0)
		return error_git("cannot read '%s'", DECLINED_REF);
	while (!rc && !git_note_next(&note, &commit, it)) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		rc = repo_blob(r, &note, &text);
		if (!rc)
			read_lines(r, out, &commit, text.buf);
	}
	git_note_iterator_free(it);
	return rc;
}

const struct declined *declines_find(const struct declines *d,
				     const git_oid *commit, const char *branch)
{
	for (size_t i = 0; i < d->n; i++)
		if (oid_eq(&d->item[i].commit, commit) &&
		    !strcmp(d->item[i].branch, branch))
			return &d->item[i];
	return NULL;
}

/* The note that is there, in the tree of `parent`. */
static void add_old(git_commit *parent, struct repo *r, const git_oid *commit,
		    struct strbuf *text)
{
	git_note *note = NULL;

	if (!parent || git_note_commit_read(&note, r->git, parent, commit) < 0)
		return;
	strbuf_adds(text, git_note_message(note));
	if (text->len && text->buf[text->len - 1] != '\n')
		strbuf_addc(text, '\n');
	git_note_free(note);
}

int declines_add(struct repo *r, git_oid *notes, const git_oid *commit,
		 const char *branch, const char *reason)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_signature *who = NULL;
	git_commit *parent = NULL;
	const char *ident;
	int rc = scratch_open(r);

	if (!rc)
		rc = ident_now(r, true, &ident);
	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(notes) &&
	    git_commit_lookup(&parent, r->git, notes) < 0)
		return error_git("cannot read '%s'", DECLINED_REF);
	add_old(parent, r, commit, &text);
	strbuf_addf(&text, WORD "%s%s%s\n", branch, *reason ? " " : "", reason);
	if (git_signature_from_buffer(&who, ident) < 0 ||
	    git_note_commit_create(notes, NULL, r->git, parent, who, who,
				   commit, text.buf, 1) < 0)
		rc = error_git("cannot write a note");
	git_signature_free(who);
	git_commit_free(parent);
	return rc;
}
