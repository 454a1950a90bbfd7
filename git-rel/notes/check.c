#include "git-rel/notes/check.h"

/*
 * git rel notes check: does this branch add a note where one is due?
 */
#include "git-rel/notes/due.h"
#include "git-rel/notes/files.h"
#include "git-rel/notes/from_fragments.h"
#include "git-rel/notes/link.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/run.h"
#include "changelog/outline.h"
#include "git/history.h"

#include <string.h>

static int answer(const struct notes *n, const char *text)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "release", n->rel.vars.version);
	json_add_str(o, "outcome", text);
	printf("%s\n", n->c->json ? json_line(o) : text);
	return 0;
}

/* On a release branch: its section is there and says something. */
static int check_release(struct notes *n)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	size_t entries = 0, categories = 0;
	const struct section *s;
	int rc = notes_changelog(n, &cl);

	if (rc < 0)
		return rc;
	if ((rc = notes_section(n, &cl, &s)) < 0)
		return rc;
	if (s)
		section_count(&cl, s, &entries, &categories);
	return answer(n, plan_text(n->p, "%s: %s", n->rel.version.text,
				   section_counted(&n->p->arena, entries,
						   categories)));
}

static int find_base(struct notes *n, const char *name, git_oid *out)
{
	static const enum key_id usual[] = { K_DEVELOP, K_BASE, K_MAIN };
	git_oid id = { { 0 } };
	int rc = 0;

	for (int i = 0; !name && i < 3; i++) {
		const char *branch = setting(&n->c->repo.config, usual[i]);
		rc = repo_ref(&n->c->repo,
			      arena_printf(&n->c->repo.arena, "refs/heads/%s",
					   branch),
			      &id);
		if (rc < 0)
			return rc;
		if (!git_oid_is_zero(&id))
			name = branch;
	}
	if (!name)
		return error(E_NOTFOUND, "there is no branch to compare with");
	if ((rc = repo_commit(&n->c->repo, name, &id)) < 0)
		return rc;
	return history_merge_base(&n->c->repo, &id, &n->at, out);
}

/* "Notes: none" at the end of a message says that none is due. */
static int is_excused(struct notes *n, const git_oid *base, bool *out)
{
	CLEANUP(strbuf) struct strbuf log = STRBUF_INIT;
	const char *range = arena_printf(&n->c->repo.arena, "%s..%s",
					 oid_hex(base), oid_hex(&n->at));
	const char *argv[] = {
		"git", "log", "-z", "--format=%(trailers:key=Notes,valueonly)",
		range, "--",  NULL
	};
	struct run run = { .argv = argv, .out = &log };
	int rc = run_command(&run);

	*out = false;
	if (rc)
		return rc < 0 ? rc :
				error(E_FAIL, "git cannot list the commits");
	for (const char *p = log.buf; p < log.buf + log.len; p += strlen(p) + 1)
		*out |= starts_with(p, "none");
	return 0;
}

static int new_fragments(struct notes *n, const git_oid *base, size_t *count)
{
	struct listing now = { 0 }, before = { 0 };
	int rc = notes_waiting(n, &n->at, &now);

	if (!rc)
		rc = notes_waiting(n, base, &before);
	for (size_t i = 0; !rc && i < now.n; i++) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		bool old = false;
		for (size_t k = 0; k < before.n; k++)
			old |= !strcmp(now.item[i].name, before.item[k].name);
		if (old)
			continue;
		if ((rc = notes_link_read(n, &now.item[i], &text)) < 0)
			return rc;
		strbuf_trim_end(&text);
		if (!text.len)
			return error(E_POLICY, "the fragment '%s' is empty",
				     now.item[i].name);
		rc = 0;
		++*count;
	}
	return rc;
}

/* Entries under Unreleased, or of any version, that the base has not. */
static int new_entries(struct notes *n, const git_oid *base, size_t *count)
{
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT;
	CLEANUP(changelog) struct changelog now = { 0 };
	int rc = notes_changelog(n, &now);

	if (rc < 0 || (rc = notes_read(n, base, n->changelog, &old)) < 0)
		return rc;
	for (size_t i = 0; i < now.md.n_blocks; i++) {
		const struct md_block *b = &now.md.block[i];
		size_t len = b->end - b->begin;
		while (len && strchr("\r\n", now.md.text[b->begin + len - 1]))
			len--;
		*count +=
			b->kind == MD_ITEM &&
			!memmem(old.buf, old.len, now.md.text + b->begin, len);
	}
	return 0;
}

int notes_check(struct notes *n, const char *base)
{
	git_oid from;
	bool excused;
	size_t count = 0;
	int rc;

	if (n->rel.branch && n->branch.name)
		return check_release(n);
	if ((rc = find_base(n, base, &from)) < 0)
		return rc;
	if (git_oid_is_zero(&from) || oid_eq(&from, &n->at))
		return answer(n, "nothing is new here, so no note is due");
	rc = n->style == NOTES_TOWNCRIER ? new_fragments(n, &from, &count) :
					   new_entries(n, &from, &count);
	if (rc < 0)
		return rc;
	if (count)
		return answer(n, plan_text(n->p, "%zu new %s", count,
					   count == 1 ? "note" : "notes"));
	if ((rc = is_excused(n, &from, &excused)) < 0)
		return rc;
	if (excused)
		return answer(n, "no note is due: a commit says 'Notes: none'");
	rc = error(E_POLICY, "this branch adds no note");
	error_hint(
		n->style == NOTES_TOWNCRIER ?
			"add a fragment, or a commit with the trailer 'Notes: none'" :
			"add an entry, or a commit with the trailer 'Notes: none'");
	return rc;
}
