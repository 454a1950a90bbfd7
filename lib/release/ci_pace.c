#include "release/ci_pace.h"

#include <math.h>
#include <stdlib.h>

/* A month is longer than any CI takes. */
#define SECONDS_MAX (31 * 24 * 3600.0)

/* Seconds, with a fraction, and blanks behind; NULL: that is none. */
static const char *read_ms(const char *text, long *ms)
{
	char *end;
	double seconds = strtod(text, &end);

	if (end == text || !isfinite(seconds) || seconds < 0 ||
	    seconds > SECONDS_MAX)
		return NULL;
	*ms = (long)(seconds * 1000);
	while (*end == ' ')
		end++;
	return end;
}

static int read_one(struct ctx *c, enum key_id id, const char *name, long *ms)
{
	const char *text = setting(&c->repo.config, id);
	const char *end = read_ms(text, ms);

	if (end && !*end)
		return 0;
	return error(E_CONFIG, "forge.%s: '%s' is no number of seconds", name,
		     text);
}

static int read_poll(struct ctx *c, struct pace *out)
{
	const char *text = setting(&c->repo.config, K_CI_POLL);
	const char *end = read_ms(text, &out->first);

	if (end && *end)
		end = read_ms(end, &out->most);
	else
		out->most = out->first;
	if (!end || *end || out->first < 1 || out->most < out->first)
		return error(
			E_CONFIG,
			"forge.ci-poll: '%s' is no pair of seconds, like '5 30'",
			text);
	return 0;
}

int ci_pace(struct ctx *c, const char *timeout, struct pace *out)
{
	const char *end;
	int rc;

	if ((rc = read_poll(c, out)) < 0 ||
	    (rc = read_one(c, K_CI_START, "ci-start", &out->start)) < 0)
		return rc;
	if (!timeout)
		return read_one(c, K_CI_TIMEOUT, "ci-timeout", &out->timeout);
	end = read_ms(timeout, &out->timeout);
	if (end && !*end)
		return 0;
	return error(E_USAGE, "--timeout: '%s' is no number of seconds",
		     timeout);
}
