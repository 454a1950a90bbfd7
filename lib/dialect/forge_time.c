#include "dialect/forge_time.h"

#include <stdbool.h>
#include <string.h>
#include <time.h>

/* As many digits as `form` has '0'; its other letters must be there. */
static const char *take(const char *s, const char *form, int *value)
{
	for (*value = 0; *form; form++, s++) {
		if (*form != '0') {
			if (*s != *form)
				return NULL;
			continue;
		}
		if (*s < '0' || *s > '9')
			return NULL;
		*value = 10 * *value + (*s - '0');
	}
	return s;
}

/* What is behind the seconds: a fraction, which is left out, and the zone. */
static bool take_zone(const char *s, long long *east)
{
	int hours, minutes, sign;

	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	*east = 0;
	if (!strcmp(s, "Z"))
		return true;
	if (*s != '+' && *s != '-')
		return false;
	sign = *s == '-' ? -1 : 1;
	s = take(s + 1, "00", &hours);
	s = s ? take(s, ":00", &minutes) : NULL;
	if (!s || *s)
		return false;
	*east = sign * (3600LL * hours + 60LL * minutes);
	return true;
}

long long forge_time(const char *text)
{
	static const char *const forms[] = { "0000", "-00", "-00",
					     "T00",  ":00", ":00" };
	int value[6];
	long long east;

	for (int i = 0; i < 6; i++) {
		text = take(text, forms[i], &value[i]);
		if (!text)
			return -1;
	}
	if (!take_zone(text, &east))
		return -1;
	struct tm tm = { .tm_year = value[0] - 1900,
			 .tm_mon = value[1] - 1,
			 .tm_mday = value[2],
			 .tm_hour = value[3],
			 .tm_min = value[4],
			 .tm_sec = value[5] };
	return (long long)timegm(&tm) - east;
}
