/*
 * send: requests by lib/net, for tests.  Options are of the request behind them:
 *
 *	-s secret -H header -d body -f file -p part -n name -t type -e etag
 *	-a statuses -l limit -o (take) -x (elsewhere)
 *	and of all: -j at once -P patience -T timeout -v -C ca file -g (progress)
 *
 *	send [options] method url [[options] method url]...
 *
 * Prints a line for each, and what was answered.
 */
#include "base/alloc.h"
#include "net/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 64 };

static struct http_settings set;
static struct http_request request[MOST];
static const char *header[MOST][2];
static struct http_answer answer[MOST];
static int result[MOST];
static size_t taken[MOST], begun[MOST], at_once = 1;

static int take(void *arg, const char *data, size_t n)
{
	size_t *to = arg;

	if (!data) {
		*to = 0;
		begun[to - taken]++;
	}
	*to += n;
	return 0;
}

static void option_of_all(int c)
{
	if (c == 'j')
		at_once = strtoul(optarg, NULL, 10);
	else if (c == 'P')
		set.patience = strtol(optarg, NULL, 10);
	else if (c == 'T')
		set.timeout = strtol(optarg, NULL, 10);
	else if (c == 'C')
		set.ca_file = optarg;
	else if (c == 'v')
		set.verbose = true;
	else if (c == 'g')
		set.progress = true;
	else
		exit(129);
}

static void option(size_t i, int c)
{
	struct http_request *r = &request[i];

	if (c == 's') {
		r->secret = optarg;
	} else if (c == 'H') {
		header[i][0] = optarg;
		r->header = header[i];
	} else if (c == 'd') {
		r->body = optarg;
		r->n = strlen(optarg);
	} else if (c == 'f') {
		r->file = optarg;
	} else if (c == 'p') {
		r->part = optarg;
	} else if (c == 'n') {
		r->part_name = optarg;
	} else if (c == 't') {
		r->type = optarg;
	} else if (c == 'e') {
		r->etag = optarg;
	} else if (c == 'a') {
		r->accept_status = optarg;
	} else if (c == 'l') {
		r->limit = strtoul(optarg, NULL, 10);
	} else if (c == 'o') {
		r->take = take;
		r->take_arg = &taken[i];
	} else if (c == 'x') {
		r->elsewhere = true;
	} else {
		option_of_all(c);
	}
}

static size_t read_options(int argc, char **argv)
{
	size_t n = 0;

	while (optind < argc) {
		int c = getopt(argc, argv, "+s:H:d:f:p:n:t:e:a:l:oxj:P:T:C:vg");

		if (c >= 0) {
			option(n, c);
			continue;
		}
		if (optind + 2 > argc || n >= MOST)
			exit(129);
		request[n].method = argv[optind++];
		request[n++].url = argv[optind++];
	}
	return n;
}

static void print(size_t i)
{
	const char *next = http_header(&answer[i], "link");

	printf("result=%d status=%ld requests=%u", result[i], answer[i].status,
	       answer[i].requests);
	if (next)
		printf(" link=%s", next);
	if (request[i].take)
		printf(" taken=%zu begun=%zu", taken[i], begun[i]);
	printf("\n%.2000s\n", answer[i].body.buf);
}

int main(int argc, char **argv)
{
	size_t n = read_options(argc, argv);
	struct http *h;
	int rc = http_open(&h, &set);

	for (size_t i = 0; i < n; i++)
		answer[i] = (struct http_answer)HTTP_ANSWER_INIT;
	if (rc == 0 && at_once > 1)
		rc = http_send_all(h, request, n, at_once, answer, result);
	for (size_t i = 0; i < n && h && at_once == 1; i++) {
		result[i] = http_send(h, &request[i], &answer[i]);
		rc = rc < 0 ? rc : result[i];
	}
	for (size_t i = 0; i < n && h; i++) {
		print(i);
		http_answer_release(&answer[i]);
	}
	if (rc < 0)
		fprintf(stderr, "error: %s\n%s", error_message(),
			error_hints());
	if (h)
		printf("all=%u\n", http_count(h));
	http_close(h);
	return error_exit_status(rc);
}
