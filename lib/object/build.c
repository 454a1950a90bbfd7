#include "object/build.h"

#include "base/cleanup.h"
#include "base/utf8.h"
#include "git/scratch.h"
#include "object/commit_hooks.h"
#include "object/commit_text.h"
#include "object/ident.h"
#include "object/sign.h"

#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A header; the lines of its value behind the first are indented. */
static void add_header(struct strbuf *out, const char *name, const char *value,
		       size_t n)
{
	const char *end = value + n;

	strbuf_adds(out, name);
	while (value < end) {
		const char *lf = memchr(value, '\n', (size_t)(end - value));
		size_t len = (size_t)((lf ? lf : end) - value);
		strbuf_addc(out, ' ');
		strbuf_add(out, value, len);
		strbuf_addc(out, '\n');
		value += len + 1;
	}
}

/* A merged tag that is signed is kept whole in the merge, as git does: the
 * signature outlives the ref. */
static int add_mergetag(struct repo *r, const struct commit *m,
			struct strbuf *out)
{
	git_odb_object *o = NULL;

	if (git_oid_is_zero(&m->tag))
		return 0;
	if (git_odb_read(&o, r->odb, &m->tag) < 0)
		return error_git("cannot read the tag %s", oid_short(&m->tag));
	const char *data = git_odb_object_data(o);
	size_t n = git_odb_object_size(o);
	if (git_odb_object_type(o) == GIT_OBJECT_TAG && sign_find(data, n) < n)
		add_header(out, "mergetag", data, n);
	git_odb_object_free(o);
	return 0;
}

static int add_headers(struct repo *r, const struct commit *m,
		       struct strbuf *out)
{
	const char *encoding = m->apart ? NULL : commit_text_encoding(r);
	const char *author = NULL, *committer;
	int rc;

	rc = m->author ? 0 : ident_now(r, false, &author);
	if (rc < 0 || (rc = ident_now(r, true, &committer)) < 0)
		return rc;
	if (m->author)
		author = m->author;
	strbuf_addf(out, "tree %s\n", oid_hex(&m->tree));
	for (size_t i = 0; i < m->n_parents; i++)
		strbuf_addf(out, "parent %s\n", oid_hex(&m->parent[i]));
	strbuf_addf(out, "author %s\ncommitter %s\n", author, committer);
	if (encoding)
		strbuf_addf(out, "encoding %s\n", encoding);
	return add_mergetag(r, m, out);
}

/* Behind the last header, in front of the message. */
static void add_signature(struct strbuf *text, const struct strbuf *signature)
{
	CLEANUP(strbuf) struct strbuf plain = STRBUF_INIT;
	const char *end = strstr(text->buf, "\n\n") + 1;

	strbuf_add(&plain, text->buf, text->len);
	size_t head = (size_t)(end - text->buf);
	strbuf_reset(text);
	strbuf_add(text, plain.buf, head);
	add_header(text, "gpgsig", signature->buf, signature->len);
	strbuf_add(text, plain.buf + head, plain.len - head);
}

static int write_commit(struct repo *r, const struct commit *m,
			const struct strbuf *message, git_oid *out)
{
	bool sign = (m->sign ||
		     config_git_bool(&r->config, "commit.gpgsign", false)) &&
		    !r->dry_run;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, plain = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf signature = STRBUF_INIT;
	int rc = add_headers(r, m, &text);

	if (rc < 0)
		return rc;
	strbuf_addf(&text, "\n%s", message->buf);
	if (!m->apart && !commit_text_encoding(r))
		utf8_recode(&text);
	if (sign) { /* what is signed is the commit without the signature */
		strbuf_add(&plain, text.buf, text.len);
		rc = sign_buffer(r, &signature, plain.buf, plain.len);
		if (rc < 0)
			return error_in(
				rc, "the %s '%s'%s",
				m->n_parents > 1 ? "merge into" : "commit on",
				m->branch,
				m->sign ? "" : " (commit.gpgSign is set)");
		add_signature(&text, &signature);
	}
	if (git_odb_write(out, r->odb, text.buf, text.len, GIT_OBJECT_COMMIT) <
	    0)
		return error_git("cannot write a commit");
	return sign && !m->apart ? sign_verify_commit(r, out, plain.buf,
						      plain.len, &signature) :
				   0;
}

static int clean_up(struct strbuf *out, const struct commit *m,
		    const char *message)
{
	if (!m->as_is)
		return commit_text_tidy(out, message, 0);
	strbuf_reset(out);
	strbuf_adds(out, message);
	return 0;
}

int build_commit(struct repo *r, const struct commit *m, git_oid *out)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf edited = STRBUF_INIT;
	int rc = scratch_open(r);

	if (!rc)
		rc = clean_up(&message, m, m->message);
	if (rc < 0)
		return rc;
	strbuf_add(&edited, message.buf, message.len);
	if (m->apart)
		return write_commit(r, m, &message, out);
	if ((rc = commit_hooks_run(r, m, &edited)) < 0 ||
	    (rc = clean_up(&message, m, edited.buf)) < 0)
		return rc;
	if (!message.len)
		return error(E_POLICY,
			     "a hook left no message for the commit on '%s'",
			     m->branch);
	return write_commit(r, m, &message, out);
}

int build_tag(struct repo *r, enum tag_kind kind, const char *name,
	      const char *message, const git_oid *target, git_oid *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, body = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf signature = STRBUF_INIT;
	const char *tagger;
	int rc;

	git_oid_cpy(out, target);
	if (kind == TAG_LIGHTWEIGHT)
		return 0;
	rc = scratch_open(r);
	if (!rc)
		rc = commit_text_tidy(&body, message, 0);
	if (!rc)
		rc = ident_now(r, true, &tagger);
	if (rc < 0)
		return rc;
	strbuf_addf(&text, "object %s\ntype commit\ntag %s\ntagger %s\n\n",
		    oid_hex(target), name, tagger);
	strbuf_add(&text, body.buf, body.len);
	bool sign = kind == TAG_SIGNED && !r->dry_run;
	size_t n = text.len;
	if (sign && (rc = sign_buffer(r, &signature, text.buf, n)) < 0)
		return error_in(rc, "tag '%s'", name);
	strbuf_add(&text, signature.buf, signature.len);
	if (git_odb_write(out, r->odb, text.buf, text.len, GIT_OBJECT_TAG) < 0)
		return error_git("cannot write tag '%s'", name);
	return sign ? sign_verify_tag(r, out, text.buf, n, &signature) : 0;
}
