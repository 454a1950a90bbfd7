#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "config/config.h"
#include "config/gitrel.h"

#include <stdlib.h>
#include <string.h>

/* Each is known to be committed, and shown without moving the cursor. */
static void look_at_commands(struct config *c)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf shown = STRBUF_INIT;
	struct commands cmds;
	size_t elsewhere = 0;

	commands_all(c, &c->arena, &cmds);
	for (size_t i = 0; i < c->n_commands; i++)
		elsewhere += !strcmp(c->command[i].section, "notes") ||
			     starts_with(c->command[i].section, "gate.");
	if (cmds.n + elsewhere != c->n_commands || cmds.n > COMMANDS_MAX)
		abort();
	for (size_t i = 0; i < cmds.n; i++)
		if (!cmds.item[i]->policy || strchr(cmds.item[i]->line, '\n'))
			abort();
	commands_text(c, &text);
	if (commands_committed(c) != (text.len != 0))
		abort();
	for (char *p = text.buf; (p = strchr(p, '\n'));)
		*p = ' ';
	strbuf_add_visible(&shown, text.buf, text.len);
	if (shown.len != text.len)
		abort();
}

/* In the order of the file, in sections and under keys that there are. */
static void look_at_checks(const struct config *c)
{
	long last = 0;

	if (c->n_checks > CHECK_LINES_MAX)
		abort();
	for (size_t i = 0; i < c->n_checks; i++) {
		const struct check_line *line = &c->check[i];
		long n = strtol(strrchr(line->origin, ':') + 1, NULL, 10);
		if (n <= last || !line->value || !line->kind ||
		    check_key(line, line->name))
			abort();
		last = n;
	}
}

/* A .gitrel.  What the scan lets pass must mean the same to the parser, and a
 * refusal names the file, on one line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config c;
	int r;

	config_init(&c);
	r = config_read_gitrel(&c, (const char *)data, size, ".gitrel");
	if (r && (strncmp(error_message(), ".gitrel:", 8) ||
		  strchr(error_message(), '\n') ||
		  ends_with(error_message(), ": ambiguous")))
		abort();
	if (!r && !config_settle(&c)) {
		for (int i = 0; i < N_KEYS; i++) {
			if (!c.setting[i].value || !c.setting[i].origin)
				abort();
		}
		look_at_commands(&c);
		look_at_checks(&c);
	}
	config_release(&c);
	return 0;
}
