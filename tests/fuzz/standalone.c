/*
 * A main for a fuzzer where there is no libFuzzer: feeds it the files named,
 * and those in the folders named.
 */
#include "tests/fuzz/fuzz.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* A copy without the NUL behind it: reading on shows under a sanitizer. */
static int feed(const char *path)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (strbuf_read_file(&text, path, 64 << 20, false) < 0) {
		fprintf(stderr, "%s\n", error_message());
		return -1;
	}
	uint8_t *copy = xcalloc(text.len, 1);
	memcpy(copy, text.buf, text.len);
	LLVMFuzzerTestOneInput(copy, text.len);
	free(copy);
	return 0;
}

static int feed_folder(const char *path, DIR *d)
{
	struct dirent *e;
	int r = 0;

	while ((e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		CLEANUP(text) char *name = xasprintf("%s/%s", path, e->d_name);
		if (feed(name) < 0)
			r = -1;
	}
	closedir(d);
	return r;
}

int main(int argc, char **argv)
{
	int r = 0;

	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 1; i < argc; i++) {
		DIR *d = opendir(argv[i]);
		if ((d ? feed_folder(argv[i], d) : feed(argv[i])) < 0)
			r = 1;
	}
	return r;
}
