#include "checklist/item_attributes.h"

#include "checklist/duration.h"
#include "config/value.h"
#include "text/similar.h"

#include <string.h>

static int read_names(struct words *out, struct arena *arena, const char *value)
{
	*out = words_of(arena, value);
	int rc = words_are_names(out);
	return rc < 0 ? rc : words_differ(out);
}

static int read_count(int *out, const char *value)
{
	if (strlen(value) > 2 || *value < '1' || *value > '9' ||
	    value[strspn(value, "0123456789")])
		return error(E_CONFIG, "'%s' is no number from 1 to 99", value);
	*out = *value - '0';
	if (value[1])
		*out = *out * 10 + (value[1] - '0');
	return 0;
}

static int read_waive(struct item_attributes *out, struct arena *arena,
		      const char *value)
{
	out->never_waive = !strcmp(value, "never");
	return out->never_waive ? 0 : read_names(&out->waive, arena, value);
}

static int read_paths(struct words *out, struct arena *arena, const char *value)
{
	*out = words_of(arena, value);
	return words_are_globs(out);
}

/* "not-author" says it all; as a key it is a boolean. */
static int read_not_author(bool *out, const char *value)
{
	int yes = *value ? value_bool(value) : 1;

	if (yes < 0)
		return error(E_CONFIG, "'%s' is no boolean", value);
	*out = yes;
	return 0;
}

int item_attribute_read(struct item_attributes *out, struct arena *arena,
			enum item_key key, const char *value,
			const char *origin)
{
	if (out->origin[key])
		return error(E_CONFIG, "stands there twice");
	if (!*value && key != ITEM_NOT_AUTHOR)
		return error(E_CONFIG, "there is nothing behind it");
	out->origin[key] = origin;
	switch (key) {
	case ITEM_BY:
		return read_names(&out->by, arena, value);
	case ITEM_COUNT:
		return read_count(&out->count, value);
	case ITEM_NOT_AUTHOR:
		return read_not_author(&out->not_author, value);
	case ITEM_WANTS:
		return read_names(&out->wants, arena, value);
	case ITEM_ACCEPT:
		out->accept_text = arena_strdup(arena, value);
		return condition_read(&out->accept, arena, value);
	case ITEM_JOB_OF:
		return read_names(&out->job_of, arena, value);
	case ITEM_NEEDS:
		return read_names(&out->needs, arena, value);
	case ITEM_MAX_AGE:
		return duration_read(&out->max_age, value);
	case ITEM_PATHS:
		return read_paths(&out->paths, arena, value);
	case ITEM_WAIVE:
		return read_waive(out, arena, value);
	default:
		return error(E_CONFIG, "is no attribute");
	}
}

/* "job of" is one name of two words. */
static enum item_key key_of(const char *text, size_t *n)
{
	*n = strcspn(text, " ");
	if (*n == 3 && starts_with(text, "job")) {
		size_t blanks = strspn(text + 3, " ");
		if (starts_with(text + 3 + blanks, "of") && blanks &&
		    (!text[5 + blanks] || text[5 + blanks] == ' ')) {
			*n = 5 + blanks;
			return ITEM_JOB_OF;
		}
		return N_ITEM_KEYS;
	}
	for (int i = 0; i < N_ITEM_KEYS; i++)
		if (i != ITEM_ASK && i != ITEM_JOB_OF &&
		    strlen(item_keys[i]) == *n &&
		    !memcmp(item_keys[i], text, *n))
			return (enum item_key)i;
	return N_ITEM_KEYS;
}

static int unknown(const char *name)
{
	struct similar near = similar_init(name);
	int rc = error(E_CONFIG, "there is no attribute '%s'", name);

	for (int i = 0; i < N_ITEM_KEYS; i++)
		if (i != ITEM_ASK)
			similar_offer(&near, i == ITEM_JOB_OF ? "job of" :
								item_keys[i]);
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	return rc;
}

/* One, trimmed of blanks. */
static int read_one(struct item_attributes *out, struct arena *arena,
		    const char *text, const char *origin)
{
	size_t n;
	enum item_key key = key_of(text, &n);
	const char *value = text + n + strspn(text + n, " ");
	int rc;

	if (key == N_ITEM_KEYS)
		return unknown(arena_strndup(arena, text, n));
	if (key == ITEM_NOT_AUTHOR && *value)
		rc = error(E_CONFIG, "takes nothing behind it");
	else
		rc = item_attribute_read(out, arena, key, value, origin);
	return rc < 0 ? error_in(rc, "%.*s", (int)n, text) : 0;
}

int item_attributes_read(struct item_attributes *out, struct arena *arena,
			 const char *list, const char *origin)
{
	for (;;) {
		list += strspn(list, " ");
		size_t n = strcspn(list, ","), len = n;
		while (len && list[len - 1] == ' ')
			len--;
		if (!len)
			return error(E_CONFIG, "an attribute is missing");
		int rc = read_one(out, arena, arena_strndup(arena, list, len),
				  origin);
		if (rc < 0)
			return rc;
		if (!list[n])
			return 0;
		list += n + 1;
	}
}
