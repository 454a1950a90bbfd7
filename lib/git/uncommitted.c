#include "git/uncommitted.h"

#include "base/cleanup.h"
#include "base/platform.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/worktree.h"
#include "git/worktree_env.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int ask(struct repo *r, const char *dir, const char *const *argv,
	       struct strbuf *out)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	worktree_env(r, dir, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = dir,
			   .out = out };
	int rc = run_command(&run);

	return rc > 0 ? error(E_FAIL, "git %s failed in '%s'", argv[3], dir) :
			rc;
}

/* "XY path": X is the index, Y the file. */
int uncommitted_tracked(struct repo *r, const char *dir, bool unstaged,
			struct strvec *out)
{
	static const char *const argv[] = {
		"git",          "-c",          "core.quotePath=true",
		"status",       "--porcelain", "--untracked-files=no",
		"--no-renames", NULL
	};
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = ask(r, dir, argv, &text);

	if (rc < 0)
		return rc;
	for (char *save, *line = strtok_r(text.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		if (strlen(line) > 3 && (!unstaged || line[1] != ' '))
			strvec_push(out, line + 3);
	return 0;
}

int uncommitted_at(struct repo *r, const char *dir, const char *path,
		   struct strvec *out)
{
	const char *const argv[] = { "git",          "--literal-pathspecs",
				     "status",       "--porcelain",
				     "-z",           "--untracked-files=all",
				     "--no-renames", "--",
				     path,           NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = ask(r, dir, argv, &text);
	const char *end = text.buf + text.len;

	for (const char *p = text.buf; !rc && p < end; p += strlen(p) + 1)
		if (strlen(p) > 3)
			strvec_push(out, p + 3);
	return rc;
}

static void encode(struct strbuf *out, const char *path)
{
	for (; *path; path++)
		if (*path > ' ' && *path < 127 && *path != '%')
			strbuf_addc(out, *path);
		else
			strbuf_addf(out, "%%%02x", (unsigned char)*path);
}

static void decode(struct strbuf *out, const char *text)
{
	unsigned byte;

	while (*text)
		if (*text == '%' && sscanf(text, "%%%2x", &byte) == 1) {
			strbuf_addc(out, (char)byte);
			text += 3;
		} else {
			strbuf_addc(out, *text++);
		}
}

int uncommitted_untracked(struct repo *r, const char *dir, struct strvec *out)
{
	static const char *const argv[] = {
		"git",      "-c",  "core.quotePath=true",
		"ls-files", "-oz", "--exclude-standard",
		NULL
	};
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = ask(r, dir, argv, &text);
	const char *end = text.buf + text.len;

	for (const char *p = text.buf; !rc && p < end; p += strlen(p) + 1) {
		CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
		CLEANUP(text) char *path = xasprintf("%s/%s", dir, p);
		struct stat st = { 0 };
		if (ends_with(p, "/") || lstat(path, &st) < 0)
			continue; /* a repository of its own; gone just now */
		struct timespec when = platform_mtime(&st);
		strbuf_addf(&line, "%lld.%09ld %lld ", (long long)when.tv_sec,
			    when.tv_nsec, (long long)st.st_size);
		encode(&line, p);
		strvec_push(out, line.buf);
	}
	return rc;
}

static const char *path_in(const char *line)
{
	const char *blank = strrchr(line, ' ');

	return blank ? blank + 1 : line;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(path_in(*(char *const *)a), path_in(*(char *const *)b));
}

void uncommitted_new(const struct strvec *now, const struct strvec *before,
		     struct strvec *fresh, struct strvec *touched)
{
	CLEANUP(strvec) struct strvec old = STRVEC_INIT;

	for (size_t i = 0; i < before->n; i++)
		strvec_push(&old, before->v[i]);
	if (old.n)
		qsort(old.v, old.n, sizeof(*old.v), by_path);
	for (size_t i = 0; i < now->n; i++) {
		CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
		char **was = old.n ? bsearch(&now->v[i], old.v, old.n,
					     sizeof(*old.v), by_path) :
				     NULL;
		if (was && !strcmp(*was, now->v[i]))
			continue;
		decode(&path, path_in(now->v[i]));
		strvec_push(was ? touched : fresh, path.buf);
	}
}
