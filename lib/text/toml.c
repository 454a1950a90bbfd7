#include "text/toml.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <string.h>

enum { MAX_DEPTH = 32 };

struct toml {
	struct arena *arena;
	const char *s, *end;
	const char *name; /* of the file */
	int line;
	const char *table;
	int item;
	struct {
		const char *path;
		int n;
	} * lists; /* [[tables]] seen, and how many of each */
	size_t n_lists;
	const char *prefix;
	int (*take)(void *data, const struct toml_value *v);
	void *data;
};

static int fault(struct toml *t, const char *what)
{
	return error(E_CONFIG, "%s:%d: %s", t->name, t->line, what);
}

static bool at(const struct toml *t, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(t->end - t->s) >= n && !memcmp(t->s, text, n);
}

static void skip_blank(struct toml *t)
{
	while (t->s < t->end && (*t->s == ' ' || *t->s == '\t'))
		t->s++;
}

/* White space, ends of lines and comments. */
static void skip_gap(struct toml *t)
{
	for (; t->s < t->end; t->s++) {
		if (*t->s == '#')
			while (t->s + 1 < t->end && t->s[1] != '\n')
				t->s++;
		else if (!isspace((unsigned char)*t->s))
			return;
		t->line += *t->s == '\n';
	}
}

static void add_code(struct strbuf *out, unsigned long c)
{
	if (c < 0x80) {
		strbuf_addc(out, (char)c);
		return;
	}
	if (c >= 0x10000)
		strbuf_addc(out, (char)(0xf0 | (c >> 18)));
	if (c >= 0x800)
		strbuf_addc(out, (char)(c >= 0x10000 ? 0x80 | ((c >> 12) & 63) :
						       0xe0 | (c >> 12)));
	strbuf_addc(out, (char)(c >= 0x800 ? 0x80 | ((c >> 6) & 63) :
					     0xc0 | (c >> 6)));
	strbuf_addc(out, (char)(0x80 | (c & 63)));
}

static int escape(struct toml *t, struct strbuf *out, bool lines)
{
	static const char from[] = "btnfr\"\\e", to[] = "\b\t\n\f\r\"\\\033";
	const char *p = t->s < t->end ? memchr(from, *t->s, 8) : NULL;
	size_t n = t->s < t->end && *t->s == 'U' ? 8 : 4;
	char hex[9] = "";

	if (p) {
		strbuf_addc(out, to[p - from]);
		t->s++;
		return 0;
	}
	if (t->s < t->end && (*t->s == 'u' || *t->s == 'U')) {
		if ((size_t)(t->end - ++t->s) < n)
			return fault(t, "bad escape in a string");
		memcpy(hex, t->s, n);
		if (strspn(hex, "0123456789abcdefABCDEF") != n)
			return fault(t, "bad escape in a string");
		t->s += n;
		add_code(out, strtoul(hex, NULL, 16) & 0x1fffff);
		return 0;
	}
	if (!lines || t->s == t->end || !isspace((unsigned char)*t->s))
		return fault(t, "bad escape in a string");
	for (; t->s < t->end && isspace((unsigned char)*t->s); t->s++)
		t->line += *t->s == '\n';
	return 0;
}

static int read_string(struct toml *t, struct strbuf *out)
{
	char quote = *t->s;
	char three[4] = { quote, quote, quote, '\0' };
	bool lines = at(t, three);
	int rc = 0;

	t->s += lines ? 3 : 1;
	if (lines && at(t, "\r\n"))
		t->s++;
	if (lines && at(t, "\n"))
		t->s++;
	while (!rc) {
		if (t->s == t->end || (!lines && *t->s == '\n'))
			return fault(t, "string without an end");
		if (lines ? at(t, three) : *t->s == quote) {
			t->s += lines ? 3 : 1;
			for (int i = 0;
			     lines && i < 2 && t->s < t->end && *t->s == quote;
			     i++, t->s++)
				strbuf_addc(out, quote);
			return 0;
		}
		t->line += *t->s == '\n';
		if (*t->s == '\\' && quote == '"') {
			t->s++;
			rc = escape(t, out, lines);
		} else {
			strbuf_addc(out, *t->s++);
		}
	}
	return rc;
}

static bool is_quote(const struct toml *t)
{
	return t->s < t->end && (*t->s == '"' || *t->s == '\'');
}

/* A key with its dots, behind what is in `out` already. */
static int read_key(struct toml *t, struct strbuf *out)
{
	int rc = 0;

	for (bool more = false;; more = true) {
		skip_blank(t);
		if (more || out->len)
			strbuf_addc(out, '.');
		size_t n = out->len;
		bool quoted = is_quote(t);
		if (quoted && (rc = read_string(t, out)) < 0)
			return rc;
		while (t->s < t->end && (isalnum((unsigned char)*t->s) ||
					 *t->s == '_' || *t->s == '-'))
			strbuf_addc(out, *t->s++);
		if (out->len == n && !quoted)
			return fault(t, "key is missing");
		skip_blank(t);
		if (t->s == t->end || *t->s != '.')
			return 0;
		t->s++;
	}
}

static int emit(struct toml *t, const struct toml_value *v)
{
	return v->path && starts_with(v->path, t->prefix) ?
		       t->take(t->data, v) :
		       0;
}

static int read_value(struct toml *t, struct toml_value *v, int depth);

static int read_list(struct toml *t, struct toml_value *v, int depth)
{
	struct toml_value item = { .path = v->path };
	int rc, tables = 0;

	t->s++;
	v->list = arena_alloc(t->arena, sizeof(*v->list)); /* not NULL */
	for (skip_gap(t); t->s < t->end && *t->s != ']'; skip_gap(t)) {
		if (*t->s == ',') {
			t->s++;
			continue;
		}
		item.item = *t->s == '{' ? ++tables : 0;
		if ((rc = read_value(t, &item, depth + 1)) < 0)
			return rc;
		if (!item.text)
			continue;
		v->list = arena_grow(t->arena, v->n ? v->list : NULL, v->n,
				     sizeof(*v->list));
		v->list[v->n++] = item.text;
	}
	if (t->s == t->end)
		return fault(t, "list without an end");
	t->s++;
	return 0;
}

/* An inline table: its values are told as those of "[table]" are. */
static int read_inline(struct toml *t, const struct toml_value *v, int depth)
{
	const struct toml_value head = { .path = v->path, .item = v->item };
	int rc = emit(t, &head);

	t->s++;
	for (skip_gap(t); !rc && t->s < t->end && *t->s != '}'; skip_gap(t)) {
		CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
		struct toml_value one = { .item = v->item };
		if (*t->s == ',') {
			t->s++;
			continue;
		}
		strbuf_adds(&path, v->path);
		if ((rc = read_key(t, &path)) < 0)
			return rc;
		if (t->s == t->end || *t->s != '=')
			return fault(t, "key without a value");
		t->s++;
		skip_blank(t);
		one.path = arena_strndup(t->arena, path.buf, path.len);
		if ((rc = read_value(t, &one, depth + 1)) < 0)
			return rc;
		if (!one.is_table)
			rc = emit(t, &one);
	}
	if (rc < 0)
		return rc;
	if (t->s == t->end)
		return fault(t, "table without an end");
	t->s++;
	return 0;
}

static int read_value(struct toml *t, struct toml_value *v, int depth)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = 0;

	v->text = NULL;
	v->n = 0;
	v->list = NULL;
	v->is_table = t->s < t->end && *t->s == '{';
	if (depth > MAX_DEPTH)
		return fault(t, "lists too deep in each other");
	if (t->s < t->end && *t->s == '[')
		return read_list(t, v, depth);
	if (t->s < t->end && *t->s == '{')
		return read_inline(t, v, depth);
	if (is_quote(t)) {
		rc = read_string(t, &text);
	} else {
		while (t->s < t->end && *t->s && !strchr(",]}#\r\n", *t->s))
			strbuf_addc(&text, *t->s++);
		strbuf_trim_end(&text);
		if (!text.len)
			return fault(t, "value is missing");
	}
	v->text = arena_strndup(t->arena, text.buf, text.len);
	return rc;
}

/* "[table]" or "[[table]]". */
static int read_table(struct toml *t, struct toml_value *v)
{
	CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
	bool list = at(t, "[[");
	size_t i = 0;
	int rc;

	t->s += 1 + list;
	if ((rc = read_key(t, &path)) < 0)
		return rc;
	if (!at(t, list ? "]]" : "]"))
		return fault(t, "table name without an end");
	t->s += 1 + list;
	t->table = arena_strndup(t->arena, path.buf, path.len);
	t->item = 0;
	while (list && i < t->n_lists && strcmp(t->lists[i].path, t->table))
		i++;
	if (list && i == t->n_lists) {
		t->lists = arena_grow(t->arena, t->lists, t->n_lists,
				      sizeof(*t->lists));
		t->lists[t->n_lists++].path = t->table;
	}
	if (list)
		t->item = ++t->lists[i].n;
	v->path = t->table;
	v->item = t->item;
	return 0;
}

static int read_pair(struct toml *t, struct toml_value *v)
{
	CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
	int rc;

	strbuf_adds(&path, t->table);
	if ((rc = read_key(t, &path)) < 0)
		return rc;
	if (t->s == t->end || *t->s != '=')
		return fault(t, "key without a value");
	t->s++;
	skip_blank(t);
	v->path = arena_strndup(t->arena, path.buf, path.len);
	v->item = t->item;
	return read_value(t, v, 0);
}

int toml_read(struct arena *arena, const char *text, size_t n, const char *name,
	      const char *prefix,
	      int (*take)(void *data, const struct toml_value *v), void *data)
{
	struct toml t = { .arena = arena,
			  .s = text,
			  .end = text + n,
			  .name = name,
			  .line = 1,
			  .table = "",
			  .prefix = prefix,
			  .take = take,
			  .data = data };
	struct toml_value v;
	int rc = 0;

	if (at(&t, "\xef\xbb\xbf"))
		t.s += 3;
	for (skip_gap(&t); !rc && t.s < t.end; skip_gap(&t)) {
		v = (struct toml_value){ 0 };
		rc = *t.s == '[' ? read_table(&t, &v) : read_pair(&t, &v);
		if (!rc && !v.is_table)
			rc = emit(&t, &v);
	}
	return rc < 0 ? rc : 0;
}
