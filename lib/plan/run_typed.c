#include "plan/run_typed.h"

#include "base/quote.h"

#include <ctype.h>
#include <string.h>

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool mentions(const char *line, const char *name, size_t n)
{
	for (const char *p = strstr(line, "GIT_REL_"); p;
	     p = strstr(p + 1, "GIT_REL_"))
		if (!strncmp(p, name, n) && !is_word(p[n]) &&
		    (p == line || !is_word(p[-1])))
			return true;
	return false;
}

void run_typed(struct strbuf *out, const struct strvec *env, const char *line)
{
	size_t begin = out->len;

	for (size_t i = 0; i < env->n; i++) {
		const char *one = env->v[i];
		size_t n = strcspn(one, "=");
		if (!one[n] || !mentions(line, one, n))
			continue;
		strbuf_addf(out, "%.*s=", (int)n, one);
		if (one[n + 1])
			strbuf_add_shell(out, one + n + 1);
		strbuf_addc(out, ' ');
	}
	if (out->len == begin) {
		strbuf_adds(out, line);
		return;
	}
	strbuf_adds(out, "sh -c ");
	strbuf_add_sh(out, line);
}
