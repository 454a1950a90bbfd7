#include "base/cleanup.h"
#include "base/json.h"
#include "model/config.h"

#include <string.h>

enum { MAX_COLUMN = 40 };

/* "release.main" as in .gitrel, or git's name where only git config has it. */
static void add_name(struct strbuf *sb, const struct key *k)
{
	if (k->section)
		strbuf_addf(sb, "%s.%s", k->section, k->name);
	else
		strbuf_adds(sb, k->git);
}

static void add_value(struct strbuf *sb, const char *value)
{
	if (*value)
		strbuf_add_visible(sb, value, strlen(value));
	else
		strbuf_adds(sb, "\"\"");
}

static int wider(int width, const struct strbuf *sb)
{
	return sb->len > (size_t)width && sb->len <= MAX_COLUMN ? (int)sb->len :
								  width;
}

static void print_aligned(const struct config *c, FILE *out, int name_width,
			  int value_width)
{
	for (int i = 0; i < N_KEYS; i++) {
		CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
		CLEANUP(strbuf) struct strbuf value = STRBUF_INIT;
		CLEANUP(strbuf) struct strbuf origin = STRBUF_INIT;

		add_name(&name, &keys[i]);
		add_value(&value, c->setting[i].value);
		strbuf_add_visible(&origin, c->setting[i].origin,
				   strlen(c->setting[i].origin));
		fprintf(out, "%-*s  %-*s  %s\n", name_width, name.buf,
			value_width, value.buf, origin.buf);
	}
}

void config_explain(const struct config *c, FILE *out)
{
	int name_width = 0, value_width = 0;

	for (int i = 0; i < N_KEYS; i++) {
		CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
		CLEANUP(strbuf) struct strbuf value = STRBUF_INIT;

		add_name(&name, &keys[i]);
		add_value(&value, c->setting[i].value);
		name_width = wider(name_width, &name);
		value_width = wider(value_width, &value);
	}
	print_aligned(c, out, name_width, value_width);
}

void config_explain_json(const struct config *c, FILE *out)
{
	for (int i = 0; i < N_KEYS; i++) {
		CLEANUP(json) json_object *o = json_object_new_object();
		CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
		CLEANUP(strbuf) struct strbuf origin = STRBUF_INIT;

		add_name(&name, &keys[i]);
		strbuf_add_visible(&origin, c->setting[i].origin,
				   strlen(c->setting[i].origin));
		json_object_object_add(o, "version", json_object_new_int(1));
		json_add_str(o, "key", name.buf);
		json_add_str(o, "git", keys[i].git);
		json_add_str(o, "value", c->setting[i].value);
		json_add_str(o, "origin", origin.buf);
		fprintf(out, "%s\n", json_line(o));
	}
}
