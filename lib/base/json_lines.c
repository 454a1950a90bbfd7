#include "base/json_lines.h"

#include "base/file.h"

#include <string.h>

int json_lines_read(struct json_lines *l, const char *path, size_t limit)
{
	int rc = 0;

	if (file_exists(path))
		rc = strbuf_read_file(&l->text, path, limit, true);
	l->at = l->text.buf;
	return rc;
}

bool json_lines_next(struct json_lines *l)
{
	json_object_put(l->value);
	l->value = NULL;
	while (*l->at && !l->value) {
		size_t n = strcspn(l->at, "\n");
		(void)!json_parse(&l->value, l->at, n);
		l->at += n + (l->at[n] == '\n');
	}
	return l->value;
}

void json_lines_release(struct json_lines *l)
{
	json_object_put(l->value);
	l->value = NULL;
	strbuf_release(&l->text);
}
