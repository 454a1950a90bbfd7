#include "tx/push_refused.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "base/platform.h"
#include "config/back_merge.h"

#include <stdio.h>
#include <string.h>

/* "!\t<from>:<ref>\t[remote rejected] (reason)" */
static bool says_any(const char *line, const char *const *words)
{
	const char *why = strrchr(line, '\t');

	for (; why && *words; words++)
		if (strstr(why, *words))
			return true;
	return false;
}

/* A server's git that has no room tells it in many ways, few with the reason. */
static bool cannot_write(const char *out, const char *err)
{
	static const char *const words[] = { "couldn't write",
					     "unable to write",
					     "unable to create",
					     "No space left",
					     "Read-only file system",
					     "Disk quota exceeded",
					     NULL };

	for (const char *const *w = words; *w; w++)
		if (strstr(err, *w) && !strstr(err, "File exists"))
			return true;
	return strstr(out, "(unpacker error)") != NULL;
}

/* Why the objects were not taken is in no line about a ref. */
static void add_unpack(const char *err)
{
	static const char lead[] = "error: remote unpack failed: ";
	const char *why = strstr(err, lead);

	if (why)
		error_detail("%.*s",
			     (int)strcspn(why + strlen("error: "), "\n"),
			     why + strlen("error: "));
}

/* Which settings have the forge merge what is refused. */
struct refused {
	bool main, develop;
};

static void note_branch(struct attempt *a, const char *line, struct refused *r)
{
	const struct config *config = &a->repo->config;
	const char *name = strstr(line, ":refs/heads/");
	const char *develop = setting(config, K_DEVELOP);
	size_t n = strlen(develop);

	name += strlen(":refs/heads/");
	bool back = n && !strncmp(name, develop, n) && name[n] == '\t' &&
		    !strcmp(a->plan->verb, "finish");
	r->develop = r->develop || back;
	r->main = r->main || !back;
}

static void advise_forge(struct attempt *a, const struct refused *r)
{
	const struct config *config = &a->repo->config;

	if (r->main && !setting_is(config, K_FINISH, "pr"))
		error_hint(
			"where a branch is protected, the forge merges: git config rel.finish pr");
	if (r->develop && !back_merge_asks(config))
		error_hint(
			"where '%s' is protected, the forge merges it back: git config rel.backMerge pr",
			setting(config, K_DEVELOP));
}

/* Without it, is there anything left to do? */
static void advise_deletion(const struct attempt *a)
{
	for (size_t i = 0; i < a->step->n; i++) {
		if (git_oid_is_zero(&a->step->change[i].to))
			continue;
		error_hint("to keep the branch: git rel finish %s --keep",
			   a->plan->release);
		return;
	}
	error_hint(
		"where '%s' protects it, who may lift that does; then again: git rel finish %s",
		a->step->remote, a->plan->release);
}

/* A server that takes no force from anybody: what is there makes room. */
static void advise_force(const struct attempt *a, const char *out)
{
	static const char why[] = "\t[remote rejected] (non-fast-forward)";
	const char *end = strstr(out, why), *ref = end;

	while (ref && ref > out && ref[-1] != ':')
		ref--;
	if (ref && ref > out)
		error_hint(
			"'%s' takes steps forward only: git push %s :%.*s makes room, then again",
			a->step->remote, a->step->remote, (int)(end - ref),
			ref);
}

/* Our own hook there has looked at the evidence, and named what is open: no setting
 * gets by that. */
static bool minds_evidence(const struct attempt *a, const char *err)
{
	if (!a->plan->release || !strstr(err, "error: evidence: "))
		return false;
	error_hint("git staging fetch %s && git staging status %s",
		   a->plan->release, a->plan->release);
	return true;
}

/* No ref can be named below another one.  That of theirs which is in the way is
 * the first name that its git says, "'<ref>' exists; cannot create '<ref>'". */
static bool minds_name(const struct attempt *a, const char *err)
{
	const char *end = strstr(err, "' exists; cannot create '");
	const char *name = end ? platform_last(err, '\'', (size_t)(end - err)) :
				 NULL;

	if (!name)
		return false;
	error_hint(
		"'%.*s' is on '%s', where its name is in the way: rename or delete it there",
		(int)(end - name - 1), name + 1, a->step->remote);
	return true;
}

/* What can be done about it depends on what the server minds. */
static void advise(struct attempt *a, const char *out, const char *err)
{
	static const char *const rule[] = { "hook declined",  "protected",
					    "prohibited",     "not allowed",
					    "rule violation", NULL };
	static const char *const lock[] = { "cannot lock",
					    "unable to lock",
					    ".lock",
					    "failed to update ref",
					    "incorrect old value",
					    "already exists",
					    NULL };
	bool deletion = false, busy = false, named = false;
	struct refused refused = { false, false };
	CLEANUP(text) char *text = xstrdup(out);

	for (char *save, *line = strtok_r(text, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (*line != '!' || strstr(line, "atomic "))
			continue;
		named = true;
		bool gone = starts_with(line, "!\t:refs/heads/");
		busy = busy || says_any(line, lock);
		deletion = deletion || (gone && says_any(line, rule));
		if (!gone && strstr(line, ":refs/heads/") &&
		    says_any(line, rule))
			note_branch(a, line, &refused);
	}
	error_hint("the remote took none of it");
	advise_force(a, out);
	if (cannot_write(out, err))
		error_hint("'%s' cannot write: is its disk full, or read only?",
			   a->step->remote);
	else if (!minds_name(a, err) &&
		 (busy || !named)) /* the transaction failed there as a whole */
		error_hint(
			"somebody else was at it, or a lock was left there: run the command again");
	if (deletion && a->plan->release && !strcmp(a->plan->verb, "finish"))
		advise_deletion(a);
	if (!minds_evidence(a, err))
		advise_forge(a, &refused);
}

/* Did somebody else move a ref between the server's greeting and its lock?  That
 * is no lease's business any more; its git compares once again. */
static bool was_raced(const char *err)
{
	return strstr(err, ": error: cannot lock ref ") &&
	       (strstr(err, " but expected ") ||
		strstr(err, ": reference already exists") ||
		strstr(err, ": unable to resolve reference "));
}

/* The lock of one who is at it right now: a plan that comes again does so. */
static bool is_busy(const struct attempt *a, const char *err)
{
	return a->plan->again && strstr(err, ": error: cannot lock ref ") &&
	       strstr(err, "File exists");
}

bool push_was_raced(const struct attempt *a, const char *err)
{
	return was_raced(err) || is_busy(a, err);
}

/* Lines of --porcelain that begin with '!' name what was refused and why:
 * "!\t<from>:<ref>\t[remote rejected] (reason)". */
int push_refused(struct attempt *a, struct strbuf *out, const char *err)
{
	bool stale = strstr(out->buf, "(stale info)") ||
		     strstr(out->buf, "(fetch first)") ||
		     strstr(out->buf, "[rejected] (non-fast-forward)") ||
		     was_raced(err);
	CLEANUP(text) char *whole = xstrdup(out->buf);
	int rc = stale ? error(E_STALE, "'%s' moved while we were planning",
			       a->step->remote) :
			 error(is_busy(a, err) ? E_STALE : E_POLICY,
			       "'%s' refuses the push", a->step->remote);

	for (char *save, *line = strtok_r(out->buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (*line != '!' || strstr(line, "atomic push fail") ||
		    strstr(line, "atomic transaction failed"))
			continue;
		char *ref = strchr(line, ':'), *why = strrchr(line, '\t');
		if (ref && why) {
			ref[1 + strcspn(ref + 1, "\t")] = '\0';
			error_detail("%s: %s", ref_short(ref + 1), why + 1);
		}
	}
	add_unpack(err);
	if (stale)
		error_hint(
			"run the command again: it starts from what is there now");
	else
		advise(a, whole, err);
	return rc;
}
