#include "git/bypass_told.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/quote.h"
#include "git/oid.h"

#include <string.h>

static const char lead[] = "Bypassed rule violations for ";

/* What the remote says in this line, without git's "remote:" and the blanks that
 * it writes over a meter with; NULL: it is no word of the remote. */
static const char *word_of(const char *line, size_t n, size_t *len)
{
	static const char prefix[] = "remote:";
	size_t skip = strlen(prefix);

	if (n < skip || memcmp(line, prefix, skip) != 0)
		return NULL;
	while (skip < n && line[skip] == ' ')
		skip++;
	while (n > skip && (line[n - 1] == ' ' || line[n - 1] == '\r'))
		n--;
	*len = n - skip;
	return line + skip;
}

static void end_ref(struct strvec *out, struct strbuf *one)
{
	if (one->len)
		strvec_push(out, one->buf);
	strbuf_reset(one);
}

static void begin_ref(struct strbuf *one, const char *ref, size_t n)
{
	CLEANUP(text) char *name = xstrndup(ref, n);

	name[strcspn(name, ":")] = '\0';
	strbuf_add_visible(one, ref_short(name), strlen(ref_short(name)));
}

void bypass_told(struct strvec *out, const char *text)
{
	CLEANUP(strbuf) struct strbuf one = STRBUF_INIT;
	bool first = false;

	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\n"), len = 0, skip = strlen(lead);
		const char *word = word_of(p, n, &len);
		if (word && len > skip && !memcmp(word, lead, skip)) {
			end_ref(out, &one);
			begin_ref(&one, word + skip, len - skip);
			first = true;
		} else if (word && one.len && len > 2 &&
			   !memcmp(word, "- ", 2)) {
			strbuf_adds(&one, first ? ": " : "; ");
			strbuf_add_visible(&one, word + 2, len - 2);
			first = false;
		} else if (!word || len) {
			end_ref(out, &one);
		}
		p += n + (p[n] == '\n');
	}
	end_ref(out, &one);
}
