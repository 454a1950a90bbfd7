#include "tests/unit/sample_policy.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "config/gitrel.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

const char *sample_read(struct sample *s, const char *text)
{
	config_init(&s->config);
	if (config_read_gitrel(&s->config, text, strlen(text), ".gitrel") < 0 ||
	    config_settle(&s->config) < 0 ||
	    staging_policy_read(&s->policy, &s->config.arena, &s->config) < 0)
		return error_message();
	return "";
}

void sample_example(struct sample *s, const char *name)
{
	struct strbuf text = STRBUF_INIT;
	char path[4096];

	snprintf(path, sizeof(path), "%s/examples/%s.gitrel", TOP, name);
	assert_ok(strbuf_read_file(&text, path, 65536, true));
	assert_string_equal(sample_read(s, text.buf), "");
	strbuf_release(&text);
}

void sample_list(struct sample *s, const char *general, const char *special)
{
	const char **types = arena_alloc(&s->config.arena, 3 * sizeof(*types));

	types[0] = general;
	types[1] = special;
	release_list_of(&s->list, &s->config.arena, &s->policy, types, NULL);
}

void sample_release(struct sample *s)
{
	config_release(&s->config);
}

const char *sample_counts(const struct sample *s)
{
	static char text[1000];
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; s->list.of && i < s->list.of->n; i++) {
		int top = 0, parts = 0;
		for (size_t k = 0; k < s->list.n_listed; k++) {
			if (s->list.v[k].phase != &s->list.of->phase[i])
				continue;
			top += !s->list.v[k].depth;
			parts += s->list.v[k].depth > 0;
		}
		used += (size_t)snprintf(text + used, sizeof(text) - used,
					 "%s%d", i ? " " : "", top);
		if (parts)
			used += (size_t)snprintf(
				text + used, sizeof(text) - used, "+%d", parts);
	}
	return text;
}

const char *sample_blocks(const struct sample *s, enum list_end end)
{
	static char text[4000];
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < s->list.n; i++)
		if (task_blocks(&s->list.v[i], end))
			used += (size_t)snprintf(text + used,
						 sizeof(text) - used, "%s%s",
						 used ? " " : "",
						 s->list.v[i].name);
	return text;
}
