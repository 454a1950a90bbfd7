#include "object/sign.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "base/tempdir.h"
#include "git/scratch.h"
#include "object/ident.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *format(struct repo *r)
{
	const char *f = config_git(&r->config, "gpg.format");

	return f ? f : "openpgp";
}

static const char *program(struct repo *r)
{
	CLEANUP(text) char *key = xasprintf("gpg.%s.program", format(r));
	const char *p = config_git(&r->config, key);

	if (p)
		return p;
	if (!strcmp(format(r), "ssh"))
		return "ssh-keygen";
	if (!strcmp(format(r), "x509"))
		return "gpgsm";
	p = config_git(&r->config, "gpg.program");
	return p ? p : "gpg";
}

bool sign_configured(struct repo *r)
{
	return config_git(&r->config, "user.signingkey") ||
	       config_git_bool(&r->config, "tag.gpgsign", false) ||
	       (!strcmp(format(r), "ssh") &&
		config_git(&r->config, "gpg.ssh.defaultkeycommand"));
}

/* The last line that says something, of what a program complained. */
static const char *last_words(struct strbuf *text)
{
	strbuf_trim_end(text);
	for (char *p = text->buf + text->len; p > text->buf; p--)
		if (p[-1] == '\n') {
			if (!starts_with(p, "[GNUPG:]"))
				return p;
			p[-1] = '\0';
		}
	return text->buf;
}

static int sign_gpg(struct repo *r, struct strbuf *out, const char *data,
		    size_t n)
{
	const char *key = config_git(&r->config, "user.signingkey");
	const char *ident;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	int rc;

	if (!key) { /* gpg finds the key by name and address, as git lets it */
		if ((rc = ident_now(r, true, &ident)) < 0)
			return rc;
		const char *end = strrchr(ident, '>');
		key = arena_strndup(&r->arena, ident,
				    end ? (size_t)(end - ident) + 1 : 0);
	}
	const char *argv[] = { program(r), "--status-fd=2", "-bsau", key,
			       NULL };
	struct run run = {
		.argv = argv, .in = data, .in_len = n, .out = out, .err = &err
	};
	rc = run_command(&run);
	if (rc == E_NOTFOUND)
		return error(E_CONFIG, "cannot sign: there is no program '%s'",
			     argv[0]);
	if (rc < 0)
		return rc;
	if (rc || !strstr(err.buf, "[GNUPG:] SIG_CREATED "))
		return error(E_CONFIG, "'%s' cannot sign with key '%s': %s",
			     argv[0], key, last_words(&err));
	return 0;
}

/* user.signingKey names a file, or holds the public key itself. */
static const char *literal_key(const char *key)
{
	if (starts_with(key, "key::"))
		return key + strlen("key::");
	return starts_with(key, "ssh-") || starts_with(key, "ecdsa-") ||
			       starts_with(key, "sk-") ?
		       key :
		       NULL;
}

static int default_ssh_key(struct repo *r, const char **key)
{
	const char *command =
		config_git(&r->config, "gpg.ssh.defaultkeycommand");
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	if (!command)
		return error(
			E_CONFIG,
			"cannot sign: user.signingKey is not set, nor is gpg.ssh.defaultKeyCommand");
	/* git runs this setting through the shell, too */
	const char *argv[] = { "sh", "-c", command, NULL };
	struct run run = { .argv = argv, .out = &out };
	int rc = run_command(&run);
	if (rc < 0)
		return rc;
	char *line = strtok_r(out.buf, "\n", &(char *){ NULL });
	if (rc || !line || !literal_key(line))
		return error(E_CONFIG,
			     "gpg.ssh.defaultKeyCommand gives no key");
	*key = arena_strdup(&r->arena, line);
	return 0;
}

static int sign_ssh_in(struct repo *r, const char *dir, const char *key,
		       struct strbuf *out, const char *data, size_t n)
{
	const char *literal = literal_key(key);
	CLEANUP(text) char *file = xasprintf("%s/key", dir);
	CLEANUP(text) char *buffer = xasprintf("%s/buffer", dir);
	CLEANUP(text) char *signature = xasprintf("%s.sig", buffer);
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	int rc;

	if (literal && (rc = tempdir_write(file, literal, strlen(literal))) < 0)
		return rc;
	if ((rc = tempdir_write(buffer, data, n)) < 0)
		return rc;
	const char *argv[] = { program(r),
			       "-Y",
			       "sign",
			       "-n",
			       "git",
			       "-f",
			       literal ? file : config_path(&r->arena, key),
			       buffer,
			       literal ? "-U" : NULL,
			       NULL };
	if (literal) { /* options come first: a key in the agent */
		argv[7] = "-U";
		argv[8] = buffer;
	}
	struct run run = { .argv = argv, .err = &err, .flags = RUN_OUT_NULL };
	rc = run_command(&run);
	if (rc == E_NOTFOUND)
		return error(E_CONFIG, "cannot sign: there is no program '%s'",
			     argv[0]);
	if (rc < 0)
		return rc;
	if (rc)
		return error(E_CONFIG, "'%s' cannot sign with key '%s': %s",
			     argv[0], key, last_words(&err));
	return strbuf_read_file(out, signature, 65536, true);
}

static int sign_ssh(struct repo *r, struct strbuf *out, const char *data,
		    size_t n)
{
	const char *key = config_git(&r->config, "user.signingkey");
	CLEANUP(tempdir) char *dir = NULL;
	int rc;

	if ((!key && (rc = default_ssh_key(r, &key)) < 0) ||
	    (rc = tempdir_make(&dir)) < 0)
		return rc;
	return sign_ssh_in(r, dir, key, out, data, n);
}

int sign_buffer(struct repo *r, struct strbuf *out, const char *data, size_t n)
{
	int rc = !strcmp(format(r), "ssh") ? sign_ssh(r, out, data, n) :
					     sign_gpg(r, out, data, n);

	if (rc < 0)
		return rc;
	strbuf_trim_end(out);
	strbuf_addc(out, '\n');
	return 0;
}

static int verify(struct repo *r, const char *verb, const git_oid *id)
{
	const char *argv[] = { "git", verb, "--raw", oid_hex(id), NULL };
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct run run = {
		.argv = argv, .env = r->env, .err = &err, .flags = RUN_OUT_NULL
	};
	int rc = run_command(&run);

	if (rc <= 0)
		return rc;
	return error(E_CONFIG, "git %s does not accept our own signature: %s",
		     verb, last_words(&err));
}

bool sign_can_tell_who(struct repo *r)
{
	return strcmp(format(r), "ssh") ||
	       config_git(&r->config, "gpg.ssh.allowedsignersfile");
}

/* Without a list of allowed signers git cannot say who signed; that the
 * signature fits can be checked all the same. */
static int verify_unknown(struct repo *r, const char *data, size_t n,
			  const struct strbuf *signature)
{
	CLEANUP(tempdir) char *dir = NULL;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	int rc = tempdir_make(&dir);

	if (rc < 0)
		return rc;
	CLEANUP(text) char *file = xasprintf("%s/signature", dir);
	const char *argv[] = { program(r), "-Y",  "check-novalidate",
			       "-n",       "git", "-s",
			       file,       NULL };
	struct run run = { .argv = argv,
			   .in = data,
			   .in_len = n,
			   .err = &err,
			   .flags = RUN_OUT_NULL };
	rc = tempdir_write(file, signature->buf, signature->len);
	if (!rc)
		rc = run_command(&run);
	if (rc > 0)
		rc = error(E_CONFIG,
			   "'%s' does not accept our own signature: %s",
			   argv[0], last_words(&err));
	return rc;
}

int sign_verify_tag(struct repo *r, const git_oid *tag, const char *data,
		    size_t n, const struct strbuf *signature)
{
	return sign_can_tell_who(r) ? verify(r, "verify-tag", tag) :
				      verify_unknown(r, data, n, signature);
}

int sign_verify_commit(struct repo *r, const git_oid *commit, const char *data,
		       size_t n, const struct strbuf *signature)
{
	return sign_can_tell_who(r) ? verify(r, "verify-commit", commit) :
				      verify_unknown(r, data, n, signature);
}

size_t sign_find(const char *text, size_t n)
{
	static const char *const begin[] = { "-----BEGIN PGP SIGNATURE-----",
					     "-----BEGIN PGP MESSAGE-----",
					     "-----BEGIN SSH SIGNATURE-----",
					     "-----BEGIN SIGNED MESSAGE-----" };
	size_t found = n;

	for (size_t at = 0; at < n;) {
		for (size_t i = 0; i < sizeof(begin) / sizeof(*begin); i++)
			if (n - at >= strlen(begin[i]) &&
			    !memcmp(text + at, begin[i], strlen(begin[i])))
				found = at;
		const char *lf = memchr(text + at, '\n', n - at);
		at = lf ? (size_t)(lf - text) + 1 : n;
	}
	return found;
}
