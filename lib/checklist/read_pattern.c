#include "checklist/read_pattern.h"

#include "base/cleanup.h"
#include "checklist/words.h"
#include "text/braces.h"

#include <string.h>

struct reader {
	struct read_pattern *out;
	struct arena *arena;
	struct strbuf text; /* since the last "*" or name */
	bool open;          /* a piece that has no text behind it yet */
};

/* Any blanks are one space; none in front of all. */
static void add_text(struct reader *r, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool again = r->text.len ? r->text.buf[r->text.len - 1] == ' ' :
					   !r->out->n;
		if (s[i] != ' ' || !again)
			strbuf_addc(&r->text, s[i]);
	}
}

static void close_piece(struct reader *r)
{
	struct read_pattern *p = r->out;
	const char *text = arena_strndup(r->arena, r->text.buf, r->text.len);

	if (p->n) {
		p->piece[p->n - 1].text = text;
		p->piece[p->n - 1].n = r->text.len;
	} else {
		p->before = text;
		p->n_before = r->text.len;
	}
	strbuf_reset(&r->text);
}

static int add_piece(struct reader *r, const char *name)
{
	struct read_pattern *p = r->out;

	if (p->n && !r->text.len)
		return error(E_CONFIG,
			     "there must be text between '*' and names");
	close_piece(r);
	p->piece = arena_grow(r->arena, p->piece, p->n, sizeof(*p->piece));
	p->piece[p->n++].name = name;
	return 0;
}

static int add_name(struct reader *r, const struct piece *piece)
{
	struct read_pattern *p = r->out;
	const char *name = arena_strndup(r->arena, piece->s, piece->n);

	if (!name_ok(piece->s, piece->n))
		return error(E_CONFIG, "'{%s}' is no name of a value", name);
	if (read_pattern_has(p, name))
		return error(E_CONFIG, "'{%s}' stands there twice", name);
	if (p->n_names == READ_NAMES_MAX)
		return error(E_CONFIG, "more than %d names", READ_NAMES_MAX);
	p->name[p->n_names++] = name;
	return add_piece(r, name);
}

/* Text, with "*" in it perhaps. */
static int add_plain(struct reader *r, const struct piece *piece)
{
	const char *s = piece->s, *end = s + piece->n;

	while (s < end) {
		const char *star = memchr(s, '*', (size_t)(end - s));
		int rc = 0;
		add_text(r, s, (size_t)((star ? star : end) - s));
		if (star)
			rc = add_piece(r, NULL);
		if (rc < 0)
			return rc;
		s = star ? star + 1 : end;
	}
	return 0;
}

static int read_pieces(struct reader *r, const char *text)
{
	struct piece piece;
	int rc = piece_next(&piece, &text);

	while (rc > 0) {
		rc = piece.placeholder ? add_name(r, &piece) :
					 add_plain(r, &piece);
		if (!rc)
			rc = piece_next(&piece, &text);
	}
	if (rc < 0)
		return rc;
	strbuf_trim_end(&r->text);
	close_piece(r);
	return r->out->n_names ?
		       0 :
		       error(E_CONFIG, "there is no {name} for what is read");
}

int read_pattern_read(struct read_pattern *out, struct arena *arena,
		      const char *text)
{
	struct reader r = { .out = out, .arena = arena, .text = STRBUF_INIT };

	*out = (struct read_pattern){ 0 };
	int rc = read_pieces(&r, text);
	strbuf_release(&r.text);
	return rc;
}

bool read_pattern_has(const struct read_pattern *p, const char *name)
{
	for (size_t i = 0; i < p->n_names; i++)
		if (!strcmp(p->name[i], name))
			return true;
	return false;
}
