#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "changelog/edit.h"
#include "changelog/fold.h"
#include "changelog/links.h"
#include "changelog/merge.h"
#include "changelog/replace.h"

#include <stdlib.h>
#include <string.h>

#define MUST(x)                                                                \
	do {                                                                   \
		if (!(x))                                                      \
			abort();                                               \
	} while (0)

static void check_ranges(const struct changelog *cl)
{
	size_t at = 0;

	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		MUST(b->begin >= at && b->end > b->begin && b->end <= cl->md.n);
		MUST(b->text <= b->text_end && b->text_end <= b->end);
		at = b->end;
	}
	at = 0;
	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		MUST(s->begin >= at && s->body > s->begin && s->end >= s->body);
		MUST(s->title <= s->name && s->name < s->name_end &&
		     s->name_end <= s->title_end && s->title_end <= s->body);
		at = s->end;
	}
	MUST(at <= cl->tail && cl->tail <= cl->md.n);
}

/* What belongs to other versions is in the new text as it was. */
static void check_others(const struct changelog *cl, const struct strbuf *now,
			 const struct version *v)
{
	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		size_t n = s->end - s->begin;
		bool same = !s->unreleased;
		for (int k = 0; same && k < VERSION_MAX_PARTS; k++)
			same = s->version.part[k] == v->part[k];
		while (n && strchr(" \t\r\n", cl->md.text[s->begin + n - 1]))
			n--;
		/* a link may stand anywhere */
		same |= memmem(cl->md.text + s->begin, n, "compare/", 8) ||
			memmem(cl->md.text + s->begin, n, "]:", 2) ||
			memmem(cl->md.text + s->begin, n, ".. _", 4);
		if (!same && !s->unreleased)
			MUST(memmem(now->buf, now->len, cl->md.text + s->begin,
				    n));
	}
}

static void try_fold(const struct changelog *cl, const struct version *v)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf once = STRBUF_INIT, report = STRBUF_INIT;
	struct fold f = { .arena = &arena,
			  .version = v,
			  .date = "2026-01-31",
			  .tag = "v9.9.9" };
	CLEANUP(strbuf) struct strbuf twice = STRBUF_INIT;
	CLEANUP(changelog) struct changelog now = { 0 };

	if (fold_write(&once, &f, cl) < 0)
		return;
	fold_report(&report, &f);
	check_others(cl, &once, v);
	changelog_read(&now, once.buf, once.len, cl->scheme);
	f = (struct fold){
		.arena = &arena, .version = v, .date = f.date, .tag = f.tag
	};
	MUST(!fold_write(&twice, &f, &now));
	MUST(once.len == twice.len && !memcmp(once.buf, twice.buf, once.len));
}

static void try_cut(const struct changelog *cl, const struct version *v)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	const struct cut cut = { .version = v,
				 .date = "2026-01-31",
				 .tag = "v9.9.9" };

	if (!changelog_cut(&out, cl, &cut)) {
		/* "1.0 (unreleased)" gets a date in its place */
		const struct section *u = changelog_unreleased(cl);
		MUST(out.len > cl->md.n || changelog_open(cl, v) ||
		     (u && u->version.n_parts));
		check_others(cl, &out, v);
	}
}

/* All but the section is as it was, and it is the same version's. */
static void try_replace(const struct changelog *cl, const struct section *s,
			const char *text, size_t n)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	CLEANUP(changelog) struct changelog now = { 0 };
	size_t end = section_end(cl, s), rest = cl->md.n - end;

	MUST(end >= s->body && end <= s->end);
	if (changelog_replace(&out, cl, s, text, n) < 0)
		return;
	MUST(out.len >= s->begin + rest);
	MUST(!memcmp(out.buf, cl->md.text, s->begin));
	MUST(!memcmp(out.buf + out.len - rest, cl->md.text + end, rest));
	changelog_read(&now, out.buf, out.len, cl->scheme);
	MUST(now.n == cl->n);
}

/* What is not left is the same in all three. */
static int merge(struct strbuf *out, const struct changelog *base,
		 const struct changelog *ours, const struct changelog *theirs)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct left_sections left = { .arena = &arena };
	struct strbuf text[3] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT };
	int rc = changelog_merge(text, &left, base, ours, theirs);

	for (int i = 0; i < 3; i++)
		if (!rc && !left.n)
			MUST(text[i].len == text[0].len &&
			     !memcmp(text[i].buf, text[0].buf, text[0].len));
	if (!rc)
		strbuf_add(out, text[1].buf, text[1].len);
	for (int i = 0; i < 3; i++)
		strbuf_release(&text[i]);
	return rc;
}

static void try_merge(const struct changelog *a, const struct changelog *b)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	size_t n = 0;

	if (!merge(&out, a, a, b))
		MUST(out.len == b->md.n || out.len == a->md.n);
	strbuf_reset(&out);
	(void)!merge(&out, b, a, b);
	(void)!changelog_sync(&out, a, b, true, &n);
}

/* One or two changelogs, a NUL between them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *text = (const char *)data;
	const char *nul = n ? memchr(text, '\0', n) : NULL;
	size_t first = nul ? (size_t)(nul - text) : n;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	CLEANUP(changelog) struct changelog a = { 0 }, b = { 0 };
	struct version v;

	changelog_read(&a, text, first, SCHEME_PEP440);
	changelog_read(&b, nul ? nul + 1 : text, nul ? n - first - 1 : 0,
		       SCHEME_SEMVER);
	check_ranges(&a);
	check_ranges(&b);
	MUST(version_try(&v, SCHEME_PEP440, "9.9.9"));
	try_cut(&a, &v);
	try_fold(&a, &v);
	for (size_t i = 0; i < a.n && i < 4; i++)
		if (!a.section[i].unreleased &&
		    !version_is_pre(&a.section[i].version))
			try_fold(&a, &a.section[i].version);
	for (size_t i = 0; i < a.n && i < 4; i++) {
		const struct section *s = &a.section[i];
		try_replace(&a, s, text + s->begin, s->end - s->begin);
		try_replace(&a, s, b.md.text, b.md.n);
	}
	try_merge(&a, &b);
	strbuf_reset(&out);
	if (!merge(&out, &a, &b, &b))
		MUST(out.len == b.md.n);
	return 0;
}
