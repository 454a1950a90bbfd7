#include "net/http_later.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const long YEAR = 366L * 24 * 3600;

/* All of it must be digits. */
static long long number(const char *s)
{
	long long n = 0;

	if (!s || !*s)
		return -1;
	for (; *s >= '0' && *s <= '9'; s++)
		n = n < LLONG_MAX / 16 ? 10 * n + (*s - '0') : n;
	return *s ? -1 : n;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT", in seconds since 1970; -1: no such date. */
static long long read_date(const char *text)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct tm tm = { 0 };
	char month[4];
	const char *at;
	int end = 0;

	if (sscanf(text, "%*3c, %2d %3s %4d %2d:%2d:%2d GMT%n", &tm.tm_mday,
		   month, &tm.tm_year, &tm.tm_hour, &tm.tm_min, &tm.tm_sec,
		   &end) != 6 ||
	    !end || text[end])
		return -1;
	at = strstr(months, month);
	if (!at || strlen(month) != 3 || (at - months) % 3 != 0 ||
	    tm.tm_year < 1970)
		return -1;
	tm.tm_mon = (int)(at - months) / 3;
	tm.tm_year -= 1900;
	return timegm(&tm);
}

static long at_most_a_year(long long n)
{
	return n > YEAR ? YEAR : (long)n;
}

/* A number, or a date when it is `now`; -1: neither.  Not as libcurl reads it,
 * whose answer to "12abc", and to what is past, varies. */
static long retry_after(const char *value, long long now)
{
	long long n = number(value), date;

	if (n >= 0)
		return at_most_a_year(n);
	date = value ? read_date(value) : -1;
	if (date < 0)
		return -1;
	return date > now ? at_most_a_year(date - now) : 0;
}

/* By their clock, where they say what it shows. */
static long long time_there(const struct http_answer *a)
{
	const char *date = http_header(a, "date");
	long long now = date ? read_date(date) : -1;

	return now >= 0 ? now : (long long)time(NULL);
}

/* GitHub and many others; GitLab. */
static const char *rate(const struct http_answer *a, const char *what)
{
	static const char *const prefix[] = { "x-ratelimit-", "ratelimit-" };
	const char *value = NULL;
	char name[32];

	for (size_t i = 0; i < 2 && !value; i++) {
		snprintf(name, sizeof(name), "%s%s", prefix[i], what);
		value = http_header(a, name);
	}
	return value;
}

/* A 403 may also be final. */
static bool is_limited(const struct http_answer *a)
{
	if (a->status == 429)
		return true;
	return a->status == 403 &&
	       (http_header(a, "retry-after") ||
		number(rate(a, "remaining")) == 0 ||
		strcasestr(a->body.buf, "secondary rate limit"));
}

long http_later(const struct http_answer *a, unsigned before)
{
	long long now = time_there(a), reset;
	long after;

	if (!is_limited(a))
		return -1;
	after = retry_after(http_header(a, "retry-after"), now);
	if (after >= 0)
		return after;
	reset = number(rate(a, "reset"));
	if (number(rate(a, "remaining")) == 0 && reset >= 0)
		return reset > now ? at_most_a_year(reset - now) + 1 : 1;
	return 60L << (before < 10 ? before : 10);
}
