#include "forge/thing.h"

#include "base/json.h"
#include "forge/pace.h"

#include <string.h>

enum { LINES_MAX = 40 };

struct following {
	struct forge *f;
	long number;
	const char *bot;
	const char *const *done, *const *failed; /* words */
	struct forge_comment asked;              /* ours */
	struct forge_comment says; /* without an id: nothing yet */
};

/* Who looks again wants to hear it again. */
static int look(struct forge *f, json_object *want)
{
	(void)f;
	(void)want;
	return 0;
}

static bool has_word(const char *text, const char *const *word)
{
	for (; word && *word; word++)
		if (strcasestr(text, *word))
			return true;
	return false;
}

/* Of several comments, as that about coverage is one, that which names ours is
 * meant, and then the one that is over. */
static bool is_better(const struct following *x, const struct forge_comment *c)
{
	bool names = strstr(c->body, x->asked.id) != NULL;
	bool named = x->says.id && strstr(x->says.body, x->asked.id);

	if (!x->says.id || names != named)
		return !x->says.id || names;
	return !has_word(x->says.body, x->done);
}

/* 1: it is over. */
static int ask(struct following *x, const char *marker)
{
	struct forge_comment *later = NULL;
	size_t n = 0;
	int rc = 0;

	if (!x->asked.id)
		rc = x->f->ops->comment_find(x->f, x->number, marker,
					     &x->asked);
	if (!rc)
		rc = x->f->ops->comments_after(x->f, x->number, &x->asked,
					       &later, &n);
	if (rc < 0)
		return rc;
	x->says = (struct forge_comment){ 0 };
	for (size_t i = 0; i < n; i++)
		if (later[i].author && !strcasecmp(later[i].author, x->bot) &&
		    is_better(x, &later[i]))
			x->says = later[i];
	return x->says.id && has_word(x->says.body, x->done);
}

static void quote(struct strbuf *told, const char *text)
{
	for (int i = 0; *text && i < LINES_MAX; i++) {
		size_t n = strcspn(text, "\r\n");
		if (n)
			strbuf_addf(told, "  %.*s\n", (int)n, text);
		text += n;
		text += *text == '\r';
		text += *text == '\n';
	}
}

/* What it said last, whether it is over or not. */
static int tell(const struct following *x, const struct pace *pace, bool over,
		struct strbuf *told)
{
	const struct forge_comment *c = &x->says;
	const char *url = c->id ? c->url : x->asked.url;
	bool failed = over && has_word(c->body, x->failed);

	if (!c->id)
		strbuf_addf(told, "'%s' has not answered: %s\n", x->bot,
			    url ? url : "");
	else if (over)
		strbuf_addf(told, "%s: %s\n", failed ? "failed" : "passed",
			    url ? url : x->bot);
	else
		strbuf_addf(told, "not done in %ld second%s: %s\n",
			    pace->timeout / 1000,
			    pace->timeout / 1000 == 1 ? "" : "s",
			    url ? url : x->bot);
	if (c->id)
		quote(told, c->body);
	return !over || failed;
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	struct following x = { .f = f,
			       .number = (long)json_get_int(want, "number"),
			       .bot = json_get_str(want, "bot"),
			       .done = thing_list(f, want, "done"),
			       .failed = thing_list(f, want, "failed") };
	const char *marker = json_get_str(want, "marker");
	struct waiter w;
	struct pace pace;
	int rc;

	if (!x.bot || !marker)
		return error(E_FAIL, "the answer of whom, to what?");
	pace_read(&pace, want);
	pace_begin(&w, &pace);
	for (;;) {
		rc = ask(&x, marker);
		if (rc > 0 || (rc = pace_forgive(&w, rc)) < 0)
			break;
		if (x.says.id ? pace_is_over(&w) : pace_is_late(&w))
			break;
		pace_sleep(&w,
			   arena_printf(f->arena, "waiting for '%s'", x.bot));
	}
	pace_end(&w);
	if (rc < 0)
		return rc;
	int bad = tell(&x, &pace, rc > 0, told);
	if (!x.says.id)
		thing_tell_why(f, want, told);
	return bad;
}

const struct thing thing_reply = { "reply", look, make, NULL };
