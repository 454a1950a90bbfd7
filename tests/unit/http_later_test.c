#include "tests/unit/unit.h"

#include "net/http_later.h"

#include <string.h>

static void answer(struct http_answer *a, long status, const char *headers)
{
	*a = (struct http_answer)HTTP_ANSWER_INIT;
	a->status = status;
	for (; *headers; headers += strcspn(headers, "\n") + 1) {
		strbuf_add(&a->headers, headers, strcspn(headers, "\n"));
		strbuf_addc(&a->headers, '\0');
	}
}

static long later(long status, const char *headers, unsigned before)
{
	struct http_answer a;
	long n;

	answer(&a, status, headers);
	n = http_later(&a, before);
	http_answer_release(&a);
	return n;
}

#define DATE "date: Sun, 06 Nov 1994 08:49:37 GMT\n" /* 784111777 */

TEST(later_is_read_from_what_the_forges_say)
{
	assert_int_equal(later(429, "retry-after: 7\n", 0), 7);
	assert_int_equal(
		later(429, DATE "retry-after: Sun, 06 Nov 1994 08:50:37 GMT\n",
		      0),
		60);
	assert_int_equal(
		later(429, DATE "retry-after: Sun, 06 Nov 1994 08:40:37 GMT\n",
		      0),
		0);
	assert_int_equal(
		later(403,
		      DATE
		      "x-ratelimit-remaining: 0\nx-ratelimit-reset: 784111787\n",
		      0),
		11);
	assert_int_equal(
		later(429,
		      DATE
		      "ratelimit-remaining: 0\nratelimit-reset: 784111787\n",
		      0),
		11);
	assert_int_equal(
		later(403,
		      DATE "x-ratelimit-remaining: 0\nx-ratelimit-reset: 1\n",
		      0),
		1);
	assert_int_equal(later(429, "", 0), 60);
	assert_int_equal(later(429, "", 2), 240);
	assert_int_equal(later(429, "retry-after: 12abc\n", 0), 60);
	assert_int_equal(later(429, "retry-after: -1\n", 0), 60);
	assert_int_equal(later(429, "retry-after: 99999999999999999999\n", 0),
			 366L * 24 * 3600);
	/* final */
	assert_int_equal(later(403, "x-ratelimit-remaining: 17\n", 0), -1);
	assert_int_equal(later(401, "retry-after: 7\n", 0), -1);
	assert_int_equal(later(403, "", 0), -1);
}

TEST(a_secondary_limit_is_known_by_its_words)
{
	struct http_answer a;

	answer(&a, 403, "");
	strbuf_adds(
		&a.body,
		"{\"message\":\"You have exceeded a secondary rate limit.\"}");
	assert_int_equal(http_later(&a, 0), 60);
	http_answer_release(&a);
}

TEST(dates_are_those_of_http)
{
#define FROM "date: Sun, 06 Nov 1994 08:49:37 GMT\nretry-after: "
	assert_int_equal(later(429, FROM "Mon, 07 Nov 1994 08:49:38 GMT\n", 0),
			 24 * 3600 + 1);
	assert_int_equal(later(429, FROM "Thu, 01 Jan 1970 00:00:00 GMT\n", 0),
			 0);
	assert_int_equal(later(429, FROM "Mon, 07 Now 1994 08:49:38 GMT\n", 0),
			 60);
	assert_int_equal(later(429, FROM "Mon, 07 Nov 1994 08:49:38 CET\n", 0),
			 60);
	assert_int_equal(
		later(429, FROM "Mon, 07 Nov 1994 08:49:38 GMT+1\n", 0), 60);
	assert_int_equal(later(429, FROM "tomorrow\n", 0), 60);
	assert_int_equal(later(429, FROM "\n", 0), 60);
}
