#include "changelog/date.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const months[] = { "January", "February", "March",
				      "April",   "May",      "June",
				      "July",    "August",   "September",
				      "October", "November", "December" };
static const char *const days[] = { "Sunday",    "Monday",   "Tuesday",
				    "Wednesday", "Thursday", "Friday",
				    "Saturday" };

/* Y year, m and d two digits, x one or two of which nobody knows what they are,
 * e a day of one or two, B the name of a month; all else stands for itself. */
static const char *const shapes[] = { "Y-m-d",  "Y/m/d", "Y.m.d",  "x-x-Y",
				      "x/x/Y",  "x.x.Y", "B e, Y", "B e Y",
				      "e B, Y", "e B Y", "e. B Y", "e-B-Y",
				      "e/B/Y",  "Y B e", "Y-B-e",  "B, Y",
				      "B Y" };

static bool is_digit(char c)
{
	return isdigit((unsigned char)c);
}

static size_t digits(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && is_digit(s[i]))
		i++;
	return i;
}

static int number(const char *s, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n && i < 4; i++)
		value = value * 10 + (s[i] - '0');
	return value;
}

static size_t letters(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && isalpha((unsigned char)s[i]))
		i++;
	return i;
}

/* Bytes of a name from the list, whole or short, which -1 is for both. */
static size_t read_name(const char *const *list, int count, const char *s,
			size_t n, int *full)
{
	size_t len = letters(s, n);

	for (int i = 0; len > 2 && i < count; i++) {
		bool whole = len == strlen(list[i]);
		if (strncasecmp(list[i], s, len) || (!whole && len > 4))
			continue;
		*full = whole ? (len == 3 ? -1 : 1) : 0;
		return len;
	}
	return 0;
}

static size_t read_day(struct date_form *f, const char *s, size_t n)
{
	static const char *const ends[] = { "st", "nd", "rd", "th" };
	size_t len = digits(s, n);

	if (!len || len > 2 || number(s, len) < 1 || number(s, len) > 31)
		return 0;
	f->padded = *s == '0' ? 1 : len == 1 ? 0 : -1;
	for (int i = 0; i < 4 && len + 2 <= n; i++)
		if (!strncasecmp(s + len, ends[i], 2)) {
			f->ordinal = true;
			return len + 2;
		}
	return len;
}

/* One of two numbers of which the one is a month. */
static size_t read_either(struct date_form *f, const char *s, size_t n,
			  bool first)
{
	size_t len = digits(s, n);
	int value = len < 3 ? number(s, len) : 0;

	if (value < 1 || value > 31)
		return 0;
	if (value > 12)
		f->day_first = first;
	if (f->padded != 0)
		f->padded = *s == '0' ? 1 : len == 1 ? 0 : f->padded;
	return len;
}

static size_t read_month(struct date_form *f, const char *s, size_t n)
{
	size_t len = read_name(months, 12, s, n, &f->full);

	if (len && len < n && s[len] == '.') {
		f->dot = true;
		len++;
	}
	return len;
}

static size_t read_part(struct date_form *f, char part, const char *s, size_t n,
			bool first)
{
	size_t len = digits(s, n);

	switch (part) {
	case 'Y':
		return len == 4 && (*s == '1' || *s == '2') ? 4 : 0;
	case 'm':
		return len == 2 && number(s, 2) && number(s, 2) <= 12 ? 2 : 0;
	case 'd':
		return len == 2 && number(s, 2) && number(s, 2) <= 31 ? 2 : 0;
	case 'x':
		return read_either(f, s, n, first);
	case 'e':
		return read_day(f, s, n);
	case 'B':
		return read_month(f, s, n);
	default:
		return n && *s == part;
	}
}

static size_t read_shape(struct date_form *f, const char *shape, const char *s,
			 size_t n)
{
	size_t at = 0;

	*f = (struct date_form){
		.shape = shape, .padded = -1, .full = -1, .day_first = -1
	};
	for (const char *p = shape; *p; p++) {
		size_t len = read_part(f, *p, s + at, n - at, p == shape);
		if (!len)
			return 0;
		at += len;
	}
	if (at + 1 < n && s[at] == 'T' && is_digit(s[at + 1]))
		return at; /* a time */
	return at < n && isalnum((unsigned char)s[at]) ? 0 : at;
}

/* "Sat, " before a date. */
static size_t read_weekday(struct date_form *f, const char *s, size_t n)
{
	int full = 1;
	size_t len = read_name(days, 7, s, n, &full);

	if (!len)
		return 0;
	f->weekday = full ? 'A' : 'a';
	f->comma = len < n && s[len] == ',';
	len += f->comma;
	return len < n && s[len] == ' ' ? len + 1 : 0;
}

static size_t read_date(struct date_form *f, const char *s, size_t n)
{
	struct date_form day = { .shape = NULL };
	size_t skip = read_weekday(&day, s, n), len;

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		len = read_shape(f, shapes[i], s + skip, n - skip);
		if (!len)
			continue;
		f->weekday = skip ? day.weekday : '\0';
		f->comma = day.comma;
		return skip + len;
	}
	return 0;
}

/* " 12:34:56 +0000" or "T12:34Z". */
static size_t read_time(const char *s, size_t n)
{
	size_t i = 1, k;

	if (n < 5 || !strchr(" T", *s))
		return 0;
	for (int part = 0; part < 3; part++) {
		k = digits(s + i, n - i);
		if (!k || k > 2 || (!part && (i + k >= n || s[i + k] != ':')))
			return part < 2 ? 0 : i - 1;
		i += k;
		if (i >= n || s[i] != ':' || part == 2)
			break;
		i++;
	}
	k = i + (i < n && s[i] == ' ');
	if (k < n && strchr("+-", s[k]) && digits(s + k + 1, n - k - 1) >= 2) {
		k += 1 + digits(s + k + 1, n - k - 1);
		if (k < n && s[k] == ':')
			k += 1 + digits(s + k + 1, n - k - 1);
		return k;
	}
	size_t zone = letters(s + k, n - k);
	return zone && zone < 5 && isupper((unsigned char)s[k]) ? k + zone : i;
}

size_t date_find(struct date_form *out, const char *s, size_t n, size_t *at)
{
	for (size_t i = 0; i < n; i++) {
		if (i &&
		    (isalnum((unsigned char)s[i - 1]) ||
		     (i > 1 && strchr(".-/", s[i - 1]) && is_digit(s[i - 2]))))
			continue;
		size_t len = read_date(out, s + i, n - i);
		*at = i;
		if (len)
			return len + read_time(s + i + len, n - i - len);
	}
	out->shape = NULL;
	return 0;
}

bool date_same_form(const struct date_form *a, const struct date_form *b)
{
	return a->shape == b->shape && a->weekday == b->weekday &&
	       a->ordinal == b->ordinal;
}

void date_learn(struct date_form *form, const struct date_form *other)
{
	if (form->padded < 0)
		form->padded = other->padded;
	if (form->day_first < 0)
		form->day_first = other->day_first;
	if (form->full < 0) {
		form->full = other->full;
		form->dot = other->dot;
	}
}

/* ---- writing -------------------------------------------------------------- */

struct day {
	int year, month, day;
};

/* 0: Sunday (Sakamoto). */
static int weekday(const struct day *d)
{
	static const int shift[] = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 };
	int y = d->year - (d->month < 3);

	return (y + y / 4 - y / 100 + y / 400 + shift[d->month - 1] + d->day) %
	       7;
}

static const char *ordinal(int day)
{
	if (day / 10 == 1)
		return "th";
	return day % 10 == 1 ? "st" :
	       day % 10 == 2 ? "nd" :
	       day % 10 == 3 ? "rd" :
			       "th";
}

static void write_month(struct strbuf *out, const struct date_form *f,
			const char *name)
{
	bool is_short = f->full == 0 && strlen(name) > 3;

	strbuf_add(out, name, is_short ? 3 : strlen(name));
	if (f->dot && (is_short || f->full == 0))
		strbuf_addc(out, '.');
}

static void write_part(struct strbuf *out, const struct date_form *f, char part,
		       const struct day *d, bool first)
{
	/* where nobody can know: 01/31, but 31.01. and 31-01 */
	bool day_first = f->day_first < 0 ? f->shape[1] != '/' : f->day_first;
	int width = f->padded == 1 || (part == 'x' && f->padded < 0) ? 2 : 1;

	if (part == 'x')
		part = first == day_first ? 'e' : 'M';
	if (part == 'Y')
		strbuf_addf(out, "%04d", d->year);
	else if (part == 'm')
		strbuf_addf(out, "%02d", d->month);
	else if (part == 'd')
		strbuf_addf(out, "%02d", d->day);
	else if (part == 'M')
		strbuf_addf(out, "%0*d", width, d->month);
	else if (part == 'e')
		strbuf_addf(out, "%0*d%s", width, d->day,
			    f->ordinal ? ordinal(d->day) : "");
	else if (part == 'B')
		write_month(out, f, months[d->month - 1]);
	else
		strbuf_addc(out, part);
}

static int two_digits(const char *s)
{
	return (s[0] - '0') * 10 + s[1] - '0';
}

void date_write(struct strbuf *out, const struct date_form *form,
		const char *date)
{
	struct day d = { 0 };

	if (strlen(date) == 10)
		d = (struct day){
			two_digits(date) * 100 + two_digits(date + 2),
			two_digits(date + 5),
			two_digits(date + 8),
		};
	if (!form->shape || d.month < 1 || d.month > 12) {
		strbuf_adds(out, date);
		return;
	}
	if (form->weekday) {
		const char *name = days[weekday(&d)];
		strbuf_add(out, name, form->weekday == 'a' ? 3 : strlen(name));
		strbuf_adds(out, form->comma ? ", " : " ");
	}
	for (const char *p = form->shape; *p; p++)
		write_part(out, form, *p, &d, p == form->shape);
}
