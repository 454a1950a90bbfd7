#include "model/build.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "model/attributes.h"
#include "model/history.h"
#include "model/scratch.h"
#include "model/sign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* git's answer: "<tree>\0", then the paths in conflict, each once, then an
 * empty field and messages.  The exit status is the truth: a conflict can come
 * without paths. */
static int ask_merge_tree(struct repo *r, struct merge *m, git_oid *tree)
{
	const char *argv[] = {
		"git",         "merge-tree",      "--write-tree",      "-z",
		"--name-only", oid_hex(&m->ours), oid_hex(&m->theirs), NULL
	};
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;
	CLEANUP(attributes) struct attributes attr = ATTRIBUTES_INIT;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	int rc;

	if ((rc = scratch_open(r)) < 0 ||
	    (rc = attributes_of(&attr, r, &m->ours)) < 0)
		return rc;
	for (const char *const *e = scratch_env(r); *e; e++)
		strvec_push(&env, *e);
	attributes_env(&attr, r, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = attr.dir,
			   .out = &out,
			   .err = &err };
	if ((rc = run_command(&run)) < 0)
		return rc;
	if (rc > 1 || git_oid_fromstr(tree, out.buf) < 0) {
		strbuf_trim_end(&err);
		return error(E_FAIL, "git cannot merge '%s' into '%s': %s",
			     m->what, m->branch, err.buf);
	}
	if (!rc)
		return 0;
	const char *p = out.buf + strlen(out.buf) + 1;
	for (; p < out.buf + out.len && *p; p += strlen(p) + 1)
		strvec_push(&m->conflicts, p);
	return error(E_CONFLICT, "'%s' does not merge cleanly into '%s'",
		     m->what, m->branch);
}

int build_merge_tree(struct repo *r, struct merge *m, git_oid *tree)
{
	int rc = history_contains(r, &m->ours, &m->theirs);

	/* Nothing happened on our side since the base, which is ours itself:
	 * a three-way merge takes theirs in every path. */
	if (rc)
		return rc < 0 ? rc : history_tree(r, &m->theirs, tree);
	return ask_merge_tree(r, m, tree);
}

static int run_commit_msg(struct repo *r, struct strbuf *message)
{
	const char *tmp = getenv("TMPDIR");
	CLEANUP(text)
	char *dir =
		xasprintf("%s/git-rel-msg-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;

	if (!mkdtemp(dir))
		return error_errno("cannot make '%s'", dir);
	CLEANUP(text) char *file = xasprintf("%s/COMMIT_EDITMSG", dir);
	const char *argv[] = { "git", "hook", "run", "commit-msg",
			       "--",  file,   NULL };
	struct run run = { .argv = argv,
			   .env = scratch_env(r),
			   .err = &err,
			   .flags = RUN_OUT_STDERR };
	int rc = file_replace(file, message->buf, message->len);
	if (!rc && (rc = run_command(&run)) > 0) {
		fputs(err.buf, stderr);
		rc = error(E_POLICY,
			   "the commit-msg hook refuses our message "
			   "\"%.*s\"",
			   (int)strcspn(message->buf, "\n"), message->buf);
		error_hint(
			"set the message to what it accepts (see gitrel(5)), "
			"or skip hooks with --no-verify");
	}
	if (!rc) {
		fputs(err.buf, stderr);
		strbuf_reset(message);
		rc = strbuf_read_file(message, file, 1 << 20, true);
	}
	(void)!dir_remove(dir);
	return rc;
}

/* As `git merge -m` and `git tag -m` leave it: no lines trimmed off the end,
 * one newline there. */
static int tidy(struct strbuf *out, const char *message)
{
	git_buf buf = { 0 };

	if (git_message_prettify(&buf, message, 0, '#') < 0)
		return error_git("cannot use this message");
	strbuf_reset(out);
	strbuf_add(out, buf.ptr, buf.size);
	git_buf_dispose(&buf);
	return 0;
}

static int commit_signed(struct repo *r, const struct commit *m,
			 const struct strbuf *message, git_oid *out)
{
	CLEANUP(strbuf) struct strbuf id = STRBUF_INIT, err = STRBUF_INIT;
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;

	strvec_pushl(&argv, "git", "commit-tree", "-S", "-F", "-", NULL);
	for (size_t i = 0; i < m->n_parents; i++)
		strvec_pushl(&argv, "-p", oid_hex(&m->parent[i]), NULL);
	strvec_push(&argv, oid_hex(&m->tree));
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = scratch_env(r),
			   .in = message->buf,
			   .in_len = message->len,
			   .out = &id,
			   .err = &err };
	int rc = run_command(&run);

	if (rc < 0)
		return rc;
	if (rc || git_oid_fromstr(out, id.buf) < 0) {
		strbuf_trim_end(&err);
		return error(E_CONFIG,
			     "git cannot sign the %s '%s' (commit.gpgSign is "
			     "set): %s",
			     m->n_parents > 1 ? "merge into" : "commit on",
			     m->branch, err.buf);
	}
	return sign_verify_commit(r, out);
}

static int commit_plain(struct repo *r, const struct commit *m,
			const struct strbuf *message, git_oid *out)
{
	const char *author, *committer;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc;

	if ((rc = repo_ident(r, false, &author)) < 0 ||
	    (rc = repo_ident(r, true, &committer)) < 0)
		return rc;
	strbuf_addf(&text, "tree %s\n", oid_hex(&m->tree));
	for (size_t i = 0; i < m->n_parents; i++)
		strbuf_addf(&text, "parent %s\n", oid_hex(&m->parent[i]));
	strbuf_addf(&text, "author %s\ncommitter %s\n\n", author, committer);
	strbuf_add(&text, message->buf, message->len);
	if (git_odb_write(out, r->odb, text.buf, text.len, GIT_OBJECT_COMMIT) <
	    0)
		return error_git("cannot write a commit");
	return 0;
}

int build_commit(struct repo *r, const struct commit *m, git_oid *out)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	int rc;

	if ((rc = scratch_open(r)) < 0 || (rc = tidy(&message, m->message)) < 0)
		return rc;
	if (!m->no_verify && repo_has_hook(r, "commit-msg")) {
		CLEANUP(strbuf) struct strbuf edited = STRBUF_INIT;
		strbuf_add(&edited, message.buf, message.len);
		if ((rc = run_commit_msg(r, &edited)) < 0 ||
		    (rc = tidy(&message, edited.buf)) < 0)
			return rc;
	}
	return config_git_bool(&r->config, "commit.gpgsign", false) &&
			       !r->dry_run ?
		       commit_signed(r, m, &message, out) :
		       commit_plain(r, m, &message, out);
}

int build_merge(struct repo *r, struct merge *m, git_oid *out)
{
	struct commit commit = { .branch = m->branch,
				 .parent = { m->ours, m->theirs },
				 .n_parents = 2,
				 .message = m->message,
				 .no_verify = m->no_verify };
	int rc = build_merge_tree(r, m, &commit.tree);

	return rc < 0 ? rc : build_commit(r, &commit, out);
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
	if ((rc = scratch_open(r)) < 0 || (rc = tidy(&body, message)) < 0 ||
	    (rc = repo_ident(r, true, &tagger)) < 0)
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
