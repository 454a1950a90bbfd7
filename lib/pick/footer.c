#include "pick/footer.h"

#include <string.h>
#include <strings.h>

static const char *const of_git[] = { "Signed-off-by: ",
				      "(cherry picked from commit " };

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

void footer_rules_read(struct footer_rules *f, const struct config *c)
{
	const char *separators = config_git(c, "trailer.separators");
	const char *comment = config_git(c, "core.commentchar");

	*f = (struct footer_rules){ .separators = separators ? separators : ":",
				    .comment = "#" };
	if (!comment)
		comment = config_git(c, "core.commentstring");
	if (comment && *comment && strcmp(comment, "auto") != 0)
		f->comment = comment;
	for (size_t i = 0; i < c->n; i++) {
		const struct config_entry *e = &c->entry[i];
		const char *name = e->key + strlen("trailer.");
		const char *dot = starts_with(e->key, "trailer.") ?
					  strrchr(name, '.') :
					  NULL;
		if (!dot)
			continue;
		strvec_pushf(&f->known, "%.*s", (int)(dot - name), name);
		if (!strcmp(dot, ".key") && e->value)
			strvec_push(&f->known, e->value);
	}
}

void footer_rules_release(struct footer_rules *f)
{
	strvec_clear(&f->known);
}

static const char *next_line(const char *s)
{
	const char *lf = strchr(s, '\n');

	return lf ? lf + 1 : s + strlen(s);
}

static bool is_blank(const char *s)
{
	while (*s && *s != '\n' && is_space(*s))
		s++;
	return !*s || *s == '\n';
}

/* Where the last line of the first `n` bytes begins; -1: there is none. */
static long last_line(const char *s, size_t n)
{
	if (!n)
		return -1;
	for (size_t i = n - 1; i > 0; i--)
		if (s[i - 1] == '\n')
			return (long)i;
	return 0;
}

static bool is_comment(const struct footer_rules *f, const char *line)
{
	return starts_with(line, f->comment);
}

/* Where git commit -v and scissors cut. */
static size_t cut_at(const struct footer_rules *f, const char *s, size_t n)
{
	static const char line[] =
		" ------------------------ >8 ------------------------\n";
	size_t k = strlen(f->comment);

	for (const char *p = s; *p; p = next_line(p))
		if (starts_with(p, f->comment) && starts_with(p + k, line))
			return p == s ? 0 : (size_t)(p - s);
	return n;
}

/* Comments and the list of conflicts that older gits left at the end are not
 * looked at. */
static size_t without_comments(const struct footer_rules *f, const char *s,
			       size_t n)
{
	size_t cut = cut_at(f, s, n), at = 0, comments = 0;
	bool in_list = false;

	while (at < cut) {
		const char *line = s + at;
		if (is_comment(f, line) || *line == '\n') {
			comments = comments ? comments : at;
		} else if (starts_with(line, "Conflicts:\n")) {
			in_list = true;
			comments = comments ? comments : at;
		} else if (!(in_list && *line == '\t') && comments) {
			comments = 0;
			in_list = false;
		}
		at = (size_t)(next_line(line) - s);
	}
	return comments ? comments : cut;
}

/* Length of the token before the separator, less than 1: it is no trailer. */
static long separator(const struct footer_rules *f, const char *line)
{
	bool space = false;

	for (const char *c = line; *c; c++) {
		if (strchr(f->separators, *c))
			return c - line;
		if (!space && (is_alnum(*c) || *c == '-'))
			continue;
		if (c == line || (*c != ' ' && *c != '\t'))
			break;
		space = true;
	}
	return -1;
}

static bool is_known(const struct footer_rules *f, const char *line, long n)
{
	while (n > 0 && !is_alnum(line[n - 1]))
		n--;
	for (size_t i = 0; i < f->known.n; i++)
		if (!strncasecmp(line, f->known.v[i], (size_t)n))
			return true;
	return false;
}

static bool is_of_git(const char *line)
{
	for (size_t i = 0; i < sizeof(of_git) / sizeof(*of_git); i++)
		if (starts_with(line, of_git[i]))
			return true;
	return false;
}

struct count {
	size_t trailers, others, continued;
	bool known;
};

static void count_line(const struct footer_rules *f, struct count *k,
		       const char *line)
{
	long n = separator(f, line);

	if (is_of_git(line) || (n >= 1 && !is_space(*line))) {
		k->trailers++;
		k->continued = 0; /* these are the trailer's */
		k->known = k->known || is_of_git(line) || is_known(f, line, n);
	} else if (is_space(*line)) {
		k->continued++;
	} else {
		k->others += 1 + k->continued;
		k->continued = 0;
	}
}

/* Upwards, to the blank line above a paragraph that is trailers.  The first
 * paragraph is the subject. */
static size_t start_of(const struct footer_rules *f, const char *s, size_t n)
{
	struct count k = { 0 };
	bool only_blank = true;
	const char *p = s;

	while (p < s + n && (is_comment(f, p) || !is_blank(p)))
		p = next_line(p);
	for (long l = last_line(s, n); l >= p - s;
	     l = last_line(s, (size_t)l)) {
		const char *line = s + l;
		if (is_comment(f, line)) {
			k.others += k.continued;
			k.continued = 0;
		} else if (!is_blank(line)) {
			only_blank = false;
			count_line(f, &k, line);
		} else if (!only_blank) {
			k.others += k.continued;
			if ((k.known && k.trailers * 3 >= k.others) ||
			    (k.trailers && !k.others))
				return (size_t)(next_line(line) - s);
			return n;
		}
	}
	return n;
}

/* The paragraph of trailers: from *start to the returned end. */
static size_t find(const struct footer_rules *f, const struct strbuf *message,
		   size_t *start)
{
	size_t end = without_comments(f, message->buf, message->len);

	*start = start_of(f, message->buf, end);
	return end;
}

/* Does the message end in a paragraph of trailers? */
static bool conforms(const struct footer_rules *f, const struct strbuf *message)
{
	size_t start, end = find(f, message, &start);

	return start < end;
}

static void complete(struct strbuf *message)
{
	if (message->len && message->buf[message->len - 1] != '\n')
		strbuf_addc(message, '\n');
}

void footer_add(const struct footer_rules *f, struct strbuf *message,
		const char *line)
{
	complete(message);
	if (!conforms(f, message))
		strbuf_addc(message, '\n');
	strbuf_adds(message, line);
}

/* Is the last of the trailers this line, whole or as a beginning? */
static bool ends_in(const struct footer_rules *f, const struct strbuf *message,
		    const char *line)
{
	size_t start, end = find(f, message, &start);
	const char *last = NULL;

	for (const char *p = message->buf + start; p < message->buf + end;
	     p = next_line(p))
		if (!last || !is_space(*p))
			last = p;
	return last && starts_with(last, line);
}

void footer_sign_off(const struct footer_rules *f, struct strbuf *message,
		     const char *line)
{
	complete(message);
	if (!strcmp(message->buf, line) || ends_in(f, message, line))
		return;
	if (!conforms(f, message)) {
		if (!message->len)
			strbuf_addc(message, '\n');
		if (message->len == 1 || message->buf[message->len - 2] != '\n')
			strbuf_addc(message, '\n');
	}
	strbuf_adds(message, line);
}
