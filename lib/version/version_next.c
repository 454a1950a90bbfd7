#include "version/version.h"

#include "base/cleanup.h"

#include <limits.h>
#include <string.h>

bool part_from_name(enum part *out, const char *name)
{
	static const char *const names[] = { "major", "minor", "patch" };

	for (int i = 0; i < 3; i++) {
		if (!strcmp(names[i], name)) {
			*out = (enum part)i;
			return true;
		}
	}
	return false;
}

/* The step that leads to the numbers of `v`: 2.0.0 is major, 1.3.0 minor. */
static enum part step_to(const struct version *v)
{
	for (int i = VERSION_MAX_PARTS - 1; i > PART_MAJOR; i--) {
		if (v->part[i])
			return i < PART_PATCH ? PART_MINOR : PART_PATCH;
	}
	return v->part[0] ? PART_MAJOR : PART_PATCH;
}

/* Where the user writes 03, the number that takes its place has two digits. */
static void add_part(struct strbuf *sb, const struct version *v, int i,
		     unsigned long n)
{
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT;

	version_part_text(&old, v, i);
	if (i)
		strbuf_addc(sb, '.');
	strbuf_addf(sb, "%0*lu", *old.buf == '0' ? (int)old.len : 1, n);
}

int version_next(struct version *out, const struct version *v, enum part part)
{
	bool leads = (*v->pre || (v->dev >= 0 && v->post < 0)) &&
		     step_to(v) <= part;
	int n = v->n_parts > (int)part ? v->n_parts : (int)part + 1;
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	if (leads)
		n = v->n_parts;
	else if (v->part[part] == ULONG_MAX)
		return error(E_USAGE, "there is no next version after '%s'",
			     v->text);
	if (v->epoch)
		strbuf_addf(&sb, "%lu!", v->epoch);
	for (int i = 0; i < n; i++) {
		unsigned long number = v->part[i];

		if (!leads && i >= (int)part)
			number = i == (int)part ? number + 1 : 0;
		add_part(&sb, v, i, number);
	}
	return version_parse(out, v->scheme, sb.buf);
}

const char *version_type(const struct version *v)
{
	static const char *const names[] = { "major", "minor", "patch" };
	unsigned long sum = 0;

	for (int i = 0; i < v->n_parts; i++)
		sum |= v->part[i];
	if (!sum)
		return "rehearsal";
	if (version_is_pre(v))
		return version_candidate(v) < 0 ? "pre-release" : "candidate";
	return v->post >= 0 ? "patch" : names[step_to(v)];
}
