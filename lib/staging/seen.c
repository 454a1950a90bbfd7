#include "staging/seen.h"

#include "base/cleanup.h"
#include "base/utf8.h"

#include <string.h>

enum { WORDS_MAX = 200 /* bytes */ };

/* What a forge says is kept as far as a person reads it. */
static const char *words(struct arena *a, const char *text)
{
	CLEANUP(strbuf) struct strbuf s = STRBUF_INIT;
	unsigned code;
	size_t at = 0;

	if (!text || !*text)
		return NULL;
	strbuf_adds(&s, text);
	utf8_recode(&s);
	while (at < s.len) {
		size_t n = utf8_char(&code, s.buf + at, s.len - at);
		if (!n || at + n > WORDS_MAX)
			break;
		at += n;
	}
	return arena_strndup(a, s.buf, at);
}

/* Whole, or none: half an address leads elsewhere. */
static const char *link_of(struct arena *a, const struct forge_check *c)
{
	const char *url = c->url;

	if (!url || strlen(url) > 2000 ||
	    (!starts_with(url, "https://") && !starts_with(url, "http://")))
		return NULL;
	return arena_strdup(a, url);
}

static struct record of_check(struct arena *a, const struct forge_check *c)
{
	struct record rec = { .kind = RECORD_SEEN };

	rec.result = c->result == FORGE_PASSED ? RESULT_PASS :
		     c->result == FORGE_FAILED ? RESULT_FAIL :
						 RESULT_NA;
	rec.text[TEXT_JOB] = words(a, c->name);
	rec.text[TEXT_LINK] = link_of(a, c);
	rec.text[TEXT_MESSAGE] = words(a, c->says);
	return rec;
}

/* With the page of the first that has failed, else of the first that has one. */
static struct record of_all(struct arena *a, const struct awaited *got)
{
	struct record rec = { .kind = RECORD_SEEN };
	const struct forge_check *page = NULL;
	size_t failed = 0;

	for (size_t i = 0; i < got->n; i++) {
		const struct forge_check *c = &got->check[i];
		if ((c->result == FORGE_FAILED && !failed++) ||
		    (!page && link_of(a, c)))
			page = c;
	}
	rec.result = got->end == AWAIT_PASSED ? RESULT_PASS : RESULT_FAIL;
	rec.text[TEXT_NAME] = "@ci";
	rec.text[TEXT_LINK] = page ? link_of(a, page) : NULL;
	rec.text[TEXT_MESSAGE] = arena_printf(a, "%zu of %zu check%s passed",
					      got->n - failed, got->n,
					      got->n == 1 ? "" : "s");
	return rec;
}

void seen_records(struct arena *a, const git_oid *commit, const git_oid *tree,
		  const struct awaited *got, bool whole, struct record **out,
		  size_t *n_out)
{
	static const enum forge_result order[] = { FORGE_FAILED, FORGE_PASSED,
						   FORGE_SKIPPED };
	struct record *rec = arena_alloc(a, (got->n + 1) * sizeof(*rec));
	size_t n = 0;

	if (whole)
		rec[n++] = of_all(a, got);
	for (size_t k = 0; k < 3; k++)
		for (size_t i = 0; i < got->n; i++)
			if (got->check[i].result == order[k])
				rec[n++] = of_check(a, &got->check[i]);
	for (size_t i = 0; i < n; i++) {
		rec[i].commit = *commit;
		rec[i].tree = *tree;
	}
	*out = rec;
	*n_out = n;
}
