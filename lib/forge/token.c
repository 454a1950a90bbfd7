#include "forge/token.h"

#include "base/cleanup.h"
#include "base/run.h"

#include <stdlib.h>
#include <string.h>

/* It must never ask: who sits there, if anybody, was asked for a release. */
static const char *const silent[] = { "GIT_TERMINAL_PROMPT=0",
				      "GIT_ASKPASS=false", "SSH_ASKPASS",
				      "GCM_INTERACTIVE=never", NULL };

static int credential(const char *verb, const char *in, struct strbuf *out)
{
	const char *argv[] = { "git", "credential", verb, NULL };
	struct run run = { .argv = argv,
			   .env = silent,
			   .in = in,
			   .in_len = strlen(in),
			   .out = out,
			   .flags = RUN_ERR_NULL | (out ? 0 : RUN_OUT_NULL) };

	return run_command(&run);
}

/* The value of "password=..." */
static const char *password(struct arena *a, const char *text)
{
	static const char key[] = "password=";

	while (*text) {
		size_t n = strcspn(text, "\n");

		if (starts_with(text, key))
			return arena_strndup(a, text + strlen(key),
					     n - strlen(key));
		text += n + (text[n] != '\0');
	}
	return NULL;
}

static int ask_git(struct forge_token *out, struct repo *r,
		   const struct forge_place *p, const char *user)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, in = STRBUF_INIT;
	int rc;

	strbuf_addf(&in, "protocol=%.*s\nhost=%s\npath=%s.git\n",
		    (int)strcspn(p->web, ":"), p->web, p->host, p->project);
	if (user)
		strbuf_addf(&in, "username=%s\n", user);
	strbuf_addc(&in, '\n');
	rc = credential("fill", in.buf, &text);
	if (rc) /* no helper knows it */
		return rc < 0 ? rc : 0;
	out->value = password(&r->arena, text.buf);
	if (!out->value)
		return 0;
	out->from = "git credential";
	out->credential = arena_strdup(&r->arena, text.buf);
	return 0;
}

/* A header is one line. */
static int check(const struct forge_token *t)
{
	for (const char *p = t->value; p && *p; p++) {
		if (*p <= ' ' || *p >= 127)
			return error(
				E_CONFIG,
				"the token of %s has characters that no token has",
				t->from);
	}
	return 0;
}

int forge_token_find(struct forge_token *out, struct repo *r,
		     const struct forge_place *p, const char *user)
{
	const char *name = forge_token_variable(&r->arena, p);
	int rc = 0;

	*out = (struct forge_token){ 0 };
	if (name) {
		out->value = arena_strdup(&r->arena, getenv(name));
		out->from = name;
		out->job = !strcmp(name, "CI_JOB_TOKEN");
	} else {
		rc = ask_git(out, r, p, user);
	}
	return rc < 0 ? rc : check(out);
}

void forge_token_tell(const struct forge_token *t, int judged)
{
	struct saved_error saved;

	if (!t->credential || !judged)
		return;
	error_save(&saved);
	error_restore(credential(judged > 0 ? "approve" : "reject",
				 t->credential, NULL),
		      &saved);
}
