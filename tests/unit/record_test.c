#include "tests/unit/unit.h"

#include "base/arena.h"
#include "base/strbuf.h"
#include "evidence/message.h"
#include "evidence/record.h"
#include "evidence/record_line.h"

#include <string.h>

#define COMMIT "9fceb02d0ae598e95dc970b74767f19372d61af8"
#define HEAD "{\"version\":1,\"kind\":\"item\",\"release\":\"1.2.0\""

static const struct record_value values[] = { { "sps", "41200" },
					      { "loss", "0.10" } };

static struct record sps(void)
{
	struct record rec = { .kind = RECORD_ITEM,
			      .result = RESULT_PASS,
			      .release = "1.2.0",
			      .value = values,
			      .n_values = 2 };

	(void)oid_from_hex(&rec.commit, COMMIT);
	rec.text[TEXT_NAME] = "sps";
	rec.text[TEXT_TIME] = "2026-11-27T22:50:31Z";
	rec.text[TEXT_ASK] = "SPS \"near\" 40k\nand no dip";
	return rec;
}

static const char line_of_sps[] = HEAD
	",\"commit\":\"" COMMIT "\",\"name\":\"sps\",\"result\":\"pass\","
	"\"time\":\"2026-11-27T22:50:31Z\","
	"\"ask\":\"SPS \\\"near\\\" 40k\\nand no dip\","
	"\"values\":{\"sps\":\"41200\",\"loss\":\"0.10\"}}\n";

TEST(record_is_one_line_that_reads_back)
{
	struct strbuf out = STRBUF_INIT;
	struct arena a = ARENA_INIT;
	struct record rec = sps(), back;

	assert_ok(record_write(&rec, &out));
	assert_string_equal(out.buf, line_of_sps);
	assert_ok(record_read(&back, &a, out.buf, out.len - 1));
	assert_int_equal(back.kind, RECORD_ITEM);
	assert_int_equal(back.result, RESULT_PASS);
	assert_string_equal(back.release, "1.2.0");
	assert_string_equal(oid_hex(&back.commit), COMMIT);
	assert_true(git_oid_is_zero(&back.tree));
	assert_string_equal(back.text[TEXT_ASK], rec.text[TEXT_ASK]);
	assert_null(back.text[TEXT_LINK]);
	assert_string_equal(record_value(&back, "loss"), "0.10");
	assert_null(record_value(&back, "gain"));
	assert_int_equal(strlen(back.line), out.len - 1);
	strbuf_release(&out);
	arena_release(&a);
}

/* Whoever wrote it: in our form it is read in one pass, else by json-c. */
TEST(record_of_another_form_says_the_same)
{
	static const char *const other[] = {
		"{ \"version\":1,\"kind\":\"item\",\"release\":\"1.2.0\","
		"\"name\":\"a\",\"ask\":\"b\",\"values\":{\"c\":\"d\"}}",
		"{\"kind\":\"item\",\"version\":1,\"release\":\"1.2.0\","
		"\"name\":\"a\",\"ask\":\"b\",\"values\":{\"c\":\"d\"}}",
		HEAD ",\"ask\":\"b\",\"name\":\"a\",\"values\":{\"c\":\"d\"}}",
		HEAD
		",\"name\":\"\\u0061\",\"ask\":\"b\",\"values\":{\"c\":\"d\"}}",
		HEAD
		",\"name\":\"a\",\"ask\":\"b\",\"values\":{\"c\":\"d\"},\"x\":1}",
	};
	static const char ours[] = HEAD
		",\"name\":\"a\",\"ask\":\"b\",\"values\":{\"c\":\"d\"}}";
	struct arena a = ARENA_INIT;
	struct record rec;

	assert_true(record_line_read(&rec, &a, ours, strlen(ours)));
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
		size_t n = strlen(other[i]);
		assert_false(record_line_read(&rec, &a, other[i], n));
		assert_ok(record_read(&rec, &a, other[i], n));
		assert_string_equal(rec.text[TEXT_NAME], "a");
		assert_string_equal(rec.text[TEXT_ASK], "b");
		assert_string_equal(record_value(&rec, "c"), "d");
	}
	arena_release(&a);
}

TEST(record_in_our_form_keeps_all_signs)
{
	struct strbuf out = STRBUF_INIT;
	struct arena a = ARENA_INIT;
	struct record rec = sps(), back;

	rec.text[TEXT_MESSAGE] = "\"\\/\b\f\n\r\t\x7f \xc3\xa4 {},:";
	assert_ok(record_write(&rec, &out));
	assert_true(record_line_read(&back, &a, out.buf, out.len - 1));
	assert_string_equal(back.text[TEXT_MESSAGE], rec.text[TEXT_MESSAGE]);
	for (size_t i = 0; i + 2 < out.len; i++)
		assert_false(record_line_read(&back, &a, out.buf, i));
	strbuf_release(&out);
	arena_release(&a);
}

TEST(record_passes_over_what_a_later_version_may_add_and_keeps_its_line)
{
	static const char text[] = HEAD ",\"mood\":\"good\",\"n\":[1]}";
	struct arena a = ARENA_INIT;
	struct record rec;

	assert_ok(record_read(&rec, &a, text, strlen(text)));
	assert_string_equal(rec.line, text);
	arena_release(&a);
}

TEST(record_refuses_what_it_would_not_have_written)
{
	static const char *const bad[] = {
		"",
		"{}",
		"[]",
		"{\"version\":2,\"kind\":\"item\",\"release\":\"1\"}",
		"{\"version\":\"1\",\"kind\":\"item\",\"release\":\"1\"}",
		"{\"version\":1,\"kind\":\"vote\",\"release\":\"1\"}",
		"{\"version\":1,\"kind\":\"item\",\"release\":\"\"}",
		"{\"version\":1,\"kind\":\"item\"}",
		HEAD ",\"result\":\"good\"}",
		HEAD ",\"result\":\"\"}",
		HEAD ",\"result\":true}",
		HEAD ",\"commit\":\"9fce\"}",
		HEAD ",\"tree\":7}",
		HEAD ",\"name\":7}",
		HEAD ",\"name\":\"a\\u0000b\"}",
		HEAD ",\"time\":\"2026-11-27 22:50:31\"}",
		HEAD ",\"time\":\"2026-02-30T22:50:31Z\"}",
		HEAD ",\"values\":[\"1\"]}",
		HEAD ",\"values\":{\"sps\":41200}}",
		HEAD ",\"name\":\"a\",\"name\":\"b\"}",
		HEAD ",\"values\":{\"a\":\"1\",\"a\":\"1\"}}",
		HEAD ",\"name\":\"\xff\"}",
		HEAD ",\"name\":\"a\nb\"}",
		HEAD ",\"name\":\"a}",
		HEAD "} {}",
	};
	struct arena a = ARENA_INIT;
	struct record rec;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_error(record_read(&rec, &a, bad[i], strlen(bad[i])),
			     E_FAIL);
	arena_release(&a);
}

TEST(record_is_not_written_when_it_could_not_be_read)
{
	struct strbuf out = STRBUF_INIT, text = STRBUF_INIT;
	struct record rec = sps();

	rec.text[TEXT_MESSAGE] = "\xff";
	assert_error(record_write(&rec, &out), E_FAIL);
	for (int i = 0; i < RECORD_LINE_MAX; i++)
		strbuf_addc(&text, 'x');
	rec.text[TEXT_MESSAGE] = text.buf;
	assert_error(record_write(&rec, &out), E_FAIL);
	assert_int_equal(out.len, 0);
	strbuf_release(&text);
}

TEST(record_time_is_utc_there_and_back)
{
	struct arena a = ARENA_INIT;

	assert_string_equal(record_time(&a, 1795819831),
			    "2026-11-27T22:50:31Z");
	assert_int_equal(record_seconds("2026-11-27T22:50:31Z"), 1795819831);
	assert_int_equal(record_seconds("1969-12-31T23:59:59Z"), -1);
	assert_int_equal(record_seconds("2026-11-27T24:00:00Z"), -1);
	assert_int_equal(record_seconds("2026-11-27T23:60:00Z"), -1);
	arena_release(&a);
}

TEST(message_has_a_subject_for_people_and_a_line_each)
{
	struct strbuf out = STRBUF_INIT;
	struct record rec[2] = { sps(), sps() }, *back = NULL;
	struct arena a = ARENA_INIT;
	size_t n = 0;

	rec[1].text[TEXT_NAME] = "replay";
	assert_ok(message_write(&out, rec, 2));
	assert_true(starts_with(out.buf,
				"pass sps and 1 more: SPS \"near\" 40k\n\n{"));
	assert_ok(message_read(&back, &n, &a, out.buf, out.len));
	assert_int_equal(n, 2);
	assert_string_equal(back[1].text[TEXT_NAME], "replay");
	assert_ok(message_read(&back, &n, &a, out.buf, out.len));
	assert_int_equal(n, 4);
	strbuf_release(&out);
	arena_release(&a);
}

TEST(message_subject_ends_with_a_whole_character)
{
	struct strbuf out = STRBUF_INIT;
	struct record rec = sps();

	rec.text[TEXT_ASK] =
		"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9";
	rec.text[TEXT_NAME] = "x";
	assert_ok(message_write(&out, &rec, 1));
	assert_int_equal(strcspn(out.buf, "\n"), 72);
	strbuf_reset(&out);
	rec.text[TEXT_NAME] = "xy";
	assert_ok(message_write(&out, &rec, 1));
	assert_int_equal(strcspn(out.buf, "\n"), 71);
	strbuf_release(&out);
}

TEST(message_of_anybody_else_is_refused)
{
	static const char *const bad[] = {
		"",
		"fix: a bug\n",
		"subject\n\n",
		"subject\n" HEAD "}\n",
		"subject\n\n" HEAD "}",
		"\n\n" HEAD "}\n",
		"subject\n\n\n" HEAD "}\n",
		"subject\n\n" HEAD "}\nSigned-off-by: a <b>\n",
		"subject\n\n" HEAD "}\n{\"version\":1,\"kind\":\"item\","
		"\"release\":\"1.3.0\"}\n",
		"a subject that is longer than seventy-two bytes is none of "
		"ours, not at all\n\n" HEAD "}\n",
	};
	struct record *rec = NULL;
	struct arena a = ARENA_INIT;
	size_t n = 0;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_error(message_read(&rec, &n, &a, bad[i], strlen(bad[i])),
			     E_FAIL);
	assert_true(message_is_join("join\n", 5));
	assert_false(message_is_join("join\n\n", 6));
	arena_release(&a);
}
