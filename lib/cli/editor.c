#include "cli/editor.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "cli/ui.h"

#include <signal.h>
#include <unistd.h>

enum { MAX_TEXT = 16 << 20 };

static int find(struct strbuf *editor)
{
	static const char *const argv[] = { "git", "var", "GIT_EDITOR", NULL };
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct run run = { .argv = argv, .out = editor, .err = &err };
	int rc = run_command(&run);

	strbuf_trim_end(editor);
	strbuf_trim_end(&err);
	if (!rc)
		return 0;
	if (rc > 0) {
		rc = error(E_FAIL, "git knows no editor: %s", err.buf);
		error_hint("git config core.editor <command>");
	}
	return rc;
}

/* Its keys are not ours: ^C in an editor must not end us. */
static void step_back(void *arg, pid_t pid)
{
	(void)arg;
	(void)pid;
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
}

static int open_on(const char *editor, const char *file, bool json)
{
	CLEANUP(text) char *line = xasprintf("%s \"$@\"", editor);
	const char *argv[] = { "sh", "-c", line, editor, file, NULL };
	struct run run = { .argv = argv,
			   .flags = RUN_IN_TTY | (json ? RUN_OUT_STDERR : 0),
			   .started = step_back };
	struct sigaction old[2];

	if (isatty(STDERR_FILENO))
		ui_hint("waiting for your editor to close the file");
	sigaction(SIGINT, NULL, &old[0]);
	sigaction(SIGQUIT, NULL, &old[1]);
	int rc = run_command(&run);
	sigaction(SIGINT, &old[0], NULL);
	sigaction(SIGQUIT, &old[1], NULL);
	if (rc > 0)
		return error(E_FAIL, "there was a problem with the editor '%s'",
			     editor);
	return rc;
}

int editor_edit(const char *file, struct strbuf *text, bool json, bool *lost)
{
	CLEANUP(strbuf) struct strbuf editor = STRBUF_INIT, now = STRBUF_INIT;
	int rc;

	*lost = false;
	if ((rc = find(&editor)) < 0 ||
	    (rc = file_replace(file, text->buf, text->len)) < 0)
		return rc;
	int opened = open_on(editor.buf, file, json);
	struct saved_error first;
	if (opened < 0)
		error_save(&first);
	rc = strbuf_read_file(&now, file, MAX_TEXT, false);
	*lost = rc < 0 && rc != E_NOTFOUND;
	if (!rc) {
		strbuf_reset(text);
		strbuf_add(text, now.buf, now.len);
	}
	if (opened < 0)
		return error_restore(opened, &first);
	return *lost ? rc : 0;
}
