#include "object/signer.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "base/tempdir.h"
#include "object/sign.h"

#include <git2.h>
#include <string.h>

bool signer_is_there(struct repo *r, const git_oid *tag)
{
	git_odb_object *object = NULL;

	if (repo_type(r, tag) != GIT_OBJECT_TAG ||
	    git_odb_read(&object, r->odb, tag) < 0)
		return false;
	size_t n = git_odb_object_size(object);
	bool has = sign_find(git_odb_object_data(object), n) < n;
	git_odb_object_free(object);
	return has;
}

/* Behind words that begin a line: names of keys are in the text as well, and may
 * say anything.  NULL: no line begins so. */
static const char *find_line(const char *said, const char *words)
{
	const char *p = strstr(said, words);

	while (p && p != said && p[-1] != '\n')
		p = strstr(p + 1, words);
	return p ? p + strlen(words) : NULL;
}

static void find_ssh(struct arena *a, const char *said, struct signer *out)
{
	const char *p = find_line(said, "Good \"git\" signature for ");

	if (!p)
		return;
	out->who = arena_strndup(a, p, strcspn(p, " \n"));
	const char *key = strstr(p, " key ");
	if (key)
		out->key = arena_strndup(a, key + 5, strcspn(key + 5, " \n"));
}

/* The key that signed is the first word, the one it belongs to the last. */
static void find_openpgp(struct arena *a, const char *said, struct signer *out)
{
	const char *p = find_line(said, "[GNUPG:] VALIDSIG ");

	if (p) {
		size_t n = strcspn(p, "\n"), last = n;
		while (last && p[last - 1] != ' ')
			last--;
		out->key = arena_strndup(a, p, strcspn(p, " \n"));
		out->primary = arena_strndup(a, p + last, n - last);
	}
	p = find_line(said, "[GNUPG:] GOODSIG ");
	if (!p)
		return;
	size_t n = strcspn(p, "\n"), at = strcspn(p, "<");
	out->who = at < n ? arena_strndup(a, p + at + 1,
					  strcspn(p + at + 1, ">\n")) :
			    arena_strndup(a, p, n);
}

static bool is_stranger(const char *said)
{
	return strstr(said, "allowedSignersFile") ||
	       strstr(said, "NO_PUBKEY") || strstr(said, "No principal");
}

/* What git says of it: 0, it is good. */
static int ask_git(struct repo *r, const git_oid *tag, const git_oid *signers,
		   struct strbuf *said)
{
	CLEANUP(strbuf) struct strbuf file = STRBUF_INIT, out = STRBUF_INIT;
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	char *path = NULL;
	int rc = 0;

	strvec_pushl(&argv, "git", "--no-replace-objects", (char *)NULL);
	if (!git_oid_is_zero(signers)) {
		if ((rc = repo_blob(r, signers, &file)) < 0 ||
		    (rc = tempfile_make(&path, file.buf, file.len)) < 0)
			return rc;
		strvec_push(&argv, "-c");
		strvec_pushf(&argv, "gpg.ssh.allowedSignersFile=%s", path);
	}
	strvec_pushl(&argv, "verify-tag", "--raw", oid_hex(tag), (char *)NULL);
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = r->env,
			   .out = &out,
			   .err = said };
	rc = run_command(&run);
	tempfile_release(path);
	return rc;
}

int signer_look(struct repo *r, struct arena *arena, const git_oid *tag,
		const git_oid *signers, struct signer *out)
{
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;

	*out = (struct signer){ .state = SIGNATURE_NONE };
	if (!signer_is_there(r, tag))
		return 0;
	int rc = ask_git(r, tag, signers, &err);
	if (rc < 0)
		return rc;
	find_ssh(arena, err.buf, out);
	if (!out->who)
		find_openpgp(arena, err.buf, out);
	out->state = !rc && out->who      ? SIGNATURE_GOOD :
		     is_stranger(err.buf) ? SIGNATURE_STRANGER :
					    SIGNATURE_BAD;
	out->no_list = strstr(err.buf, "allowedSignersFile");
	return 0;
}
