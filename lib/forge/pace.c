#include "forge/pace.h"

#include "base/clock.h"
#include "base/json.h"
#include "git/progress.h"

#include <stdio.h>
#include <time.h>

/* So often in a row a forge may be away, each time for as long as http tries. */
enum { FORGIVEN = 5 };

/* ms, after which who sees no terminal hears what is going on. */
enum { SILENT = 5000 };

void pace_begin(struct waiter *w, const struct pace *pace)
{
	*w = (struct waiter){ .pace = *pace,
			      .begun = clock_ms(),
			      .next = pace->first };
}

static int64_t waited(const struct waiter *w)
{
	return clock_ms() - w->begun;
}

bool pace_is_late(const struct waiter *w)
{
	return waited(w) >= w->pace.start;
}

bool pace_is_over(const struct waiter *w)
{
	return waited(w) >= w->pace.timeout;
}

void pace_sleep(struct waiter *w, const char *what)
{
	struct timespec pause = { w->next / 1000, w->next % 1000 * 1000000 };

	if (progress_wanted) {
		fprintf(stderr, "\r%s, %lld s\033[K", what,
			(long long)waited(w) / 1000);
		fflush(stderr);
		w->shown = true;
	}
	if (progress_lines && !w->said && waited(w) >= SILENT) {
		fprintf(stderr, "%s; at most %ld s\n", what,
			w->pace.timeout / 1000);
		w->said = true;
	}
	nanosleep(&pause, NULL);
	w->next = w->next * 3 / 2 + 1;
	if (w->next > w->pace.most)
		w->next = w->pace.most;
}

int pace_forgive(struct waiter *w, int rc)
{
	if (rc != E_NET) {
		w->failed = 0;
		return rc;
	}
	return ++w->failed < FORGIVEN && !pace_is_over(w) ? 0 : rc;
}

void pace_end(struct waiter *w)
{
	if (w->shown)
		fputs("\r\033[K", stderr);
	w->shown = false;
}

json_object *pace_json(const struct pace *pace)
{
	json_object *o = json_object_new_object();

	json_object_object_add(o, "first", json_object_new_int64(pace->first));
	json_object_object_add(o, "most", json_object_new_int64(pace->most));
	json_object_object_add(o, "start", json_object_new_int64(pace->start));
	json_object_object_add(o, "timeout",
			       json_object_new_int64(pace->timeout));
	return o;
}

static long at_least(json_object *o, const char *key, long least)
{
	long long n = o ? json_get_int(o, key) : 0;

	return n < least ? least : (long)n;
}

void pace_read(struct pace *out, json_object *want)
{
	json_object *o = NULL;

	if (!json_object_object_get_ex(want, "pace", &o))
		o = NULL;
	out->first = at_least(o, "first", 1);
	out->most = at_least(o, "most", out->first);
	out->start = at_least(o, "start", 0);
	out->timeout = at_least(o, "timeout", 0);
}
