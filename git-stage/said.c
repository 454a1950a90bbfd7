#include "git-stage/said.h"

#include "cli/ui.h"

static struct said_line *add(struct ctx *c, struct said *out)
{
	out->v = arena_grow(&c->repo.arena, out->v, out->n, sizeof(*out->v));
	return &out->v[out->n++];
}

void said_add(struct ctx *c, struct said *out, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	*add(c, out) = (struct said_line){ .text = arena_vprintf(&c->repo.arena,
								 fmt, ap) };
	va_end(ap);
}

void said_next(struct ctx *c, struct said *out, const char *command,
	       const char *remark)
{
	*add(c, out) = (struct said_line){ .text = command,
					   .remark = remark,
					   .next = true };
}

const struct said_line *said_command(const struct said *said)
{
	for (size_t i = 0; i < said->n; i++)
		if (said->v[i].next)
			return &said->v[i];
	return NULL;
}

void said_print(const struct ctx *c, const struct said *said, FILE *out)
{
	for (size_t i = 0; i < said->n; i++) {
		const struct said_line *line = &said->v[i];
		if (line->next)
			ui_next(out, "next", c->color, line->text,
				line->remark);
		else
			ui_line(out, "%s", line->text);
	}
}
