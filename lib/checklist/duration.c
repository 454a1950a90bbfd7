#include "checklist/duration.h"

#include <string.h>

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, MAX_DAYS = 10000 };

static long long unit(char c)
{
	return c == 's' ? 1 :
	       c == 'm' ? MINUTE :
	       c == 'h' ? HOUR :
	       c == 'd' ? DAY :
			  0;
}

int duration_read(long long *seconds, const char *text)
{
	size_t n = strspn(text, "0123456789");
	long long count = 0, one = text[n] && !text[n + 1] ? unit(text[n]) : 0;

	for (size_t i = 0; i < n && n < 10; i++)
		count = count * 10 + (text[i] - '0');
	if (!one || count < 1 || count > (long long)MAX_DAYS * DAY / one)
		return error(E_CONFIG, "'%s' is no duration: 30s, 10m, 24h, 7d",
			     text);
	*seconds = count * one;
	return 0;
}
