#include "net/http_progress.h"

#include "base/clock.h"

#include <stdio.h>
#include <sys/stat.h>

void http_progress_start(struct http_progress *p, const struct exchange *x,
			 size_t n)
{
	struct stat st;

	*p = (struct http_progress){ .begun = clock_ms() };
	p->next = p->begun + 1000;
	for (size_t i = 0; i < n && x[i].h->set.progress; i++) {
		if (x[i].r->file && stat(x[i].r->file, &st) == 0)
			p->total += st.st_size;
	}
}

/* What is under way, and what is there: of the latter the last try counts. */
static int64_t sent(const struct exchange *x, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		if (x[i].r->file)
			sum += x[i].easy ? x[i].upload.at : x[i].sent;
	}
	return sum;
}

void http_progress_show(struct http_progress *p, const struct exchange *x,
			size_t n)
{
	int64_t now = clock_ms(), done;

	if (!p->total || now < p->next)
		return;
	done = sent(x, n);
	fprintf(stderr, "\rsending: %3d%% of %.1f MiB, %.1f MiB/s\033[K",
		(int)(done >= p->total ? 100 : done * 100 / p->total),
		(double)p->total / (1 << 20),
		(double)done / (1 << 20) / ((double)(now - p->begun) / 1000));
	p->next = now + 200;
	p->shown = true;
}

void http_progress_end(struct http_progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
}
