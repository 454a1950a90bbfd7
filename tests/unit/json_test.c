#include "tests/unit/unit.h"

#include "base/json.h"

#include <string.h>

static int parse(const char *text)
{
	json_object *o;
	int r = json_parse(&o, text, strlen(text));

	if (r < 0)
		assert_null(o);
	json_object_put(o);
	return r;
}

TEST(json_takes_what_the_standard_allows)
{
	static const char *const good[] = {
		"{}",
		"[]",
		" {\"a\" : [1, -2.5e+3, true, null]}\n",
		"\"x\"",
		"7",
		"7\n",
		"0",
		"true",
		"null",
		"{\"a\":{\"a\":1},\"b\":[{\"a\":2},{\"a\":3}]}",
		"{\"a:b\":\"c:d\\\"e:f\"}",
		"[\"\\u00fc\\n'//\"]",
		"[1e-01,-0,-0.5,0,10,1.01,1E+2]",
		"{\"caf\u00e9\":\"caf\u00e9 \u4f60\U0001f600\"}",
		"[18446744073709551616,-99999999999999999999,1e400]",
		"[\"\\ud83d\\ude00 \\\" \\\\ \\/ \\b\\f\\n\\r\\t\"]"
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_ok(parse(good[i]));
}

TEST(json_refuses_what_json_c_would_let_through)
{
	/* clang-format off */
	static const char *const bad[] = {
		"", " ", "{", "[1", "\"x", "{} {}", "{}x", "7 8", "\"x\" 1",
		"{'a':1}", "['a']", "// x\n{}", "{}/* x */", "[1,]",
		"{\"a\":1,}", "{\"a\" 1}", "{1:2}", "{\"a\":1,\"a\":2}",
		"[{\"a\":{\"b\":1,\"\\u0062\":2}}]",
		"[NaN]", "[nan]", "[Infinity]", "[-Infinity]", "[TRUE]", "nul",
		"truex", "[01]", "[-01]", "[+1]", "[.5]", "[1.]", "[1e]", "[-]",
		"[1e+]", "[1-2]", "[1.2.3]", "-",
		"[\"a\nb\"]", "[\"a\x01\"]", "[\f1]", "[\"\\q\"]",
		"[\"\\u12\"]", "[\"\xff\"]", "[\"\xc0\xaf\"]",
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (parse(bad[i]) == 0)
			print_error("taken: %s\n", bad[i]);
		assert_error(parse(bad[i]), E_FAIL);
	}
}

TEST(json_says_in_its_own_words_what_is_wrong)
{
	static const char *const said[][2] = {
		{ "[1,]", "no value there" },
		{ "{\"a\":1,}", "no key in double quotes" },
		{ "{'a':1}", "no key in double quotes" },
		{ "{\"a\" 1}", "no ':' behind a key" },
		{ "[1 2]", "neither ',' nor a closing bracket" },
		{ "[01]", "a number that is none" },
		{ "[\"a\nb\"]", "a control character in a string" },
		{ "[\"\xff\"]", "broken UTF-8" },
		{ "[\"\\q\"]", "a '\\' that escapes nothing" },
		{ "[\"\\u12\"]", "'\\u' without four digits" },
		{ "\"x", "a string without its end" },
		{ "", "it ends too early" },
		{ "[1", "neither ',' nor a closing bracket" },
		{ "{} {}", "text behind the value" },
		{ "{\"a\":1,\"a\":2}", "a key comes twice" }
	};

	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		assert_error(parse(said[i][0]), E_FAIL);
		assert_non_null(strstr(error_message(), "not valid JSON: "));
		assert_string_equal(error_message() + 16, said[i][1]);
	}
}

TEST(json_gives_back_every_letter)
{
	const char *text = "{\"s\":\"caf\u00e9 \u4f60\U0001f600\"}";
	json_object *o;

	assert_ok(json_parse(&o, text, strlen(text)));
	assert_string_equal(json_get_str(o, "s"), "caf\u00e9 \u4f60\U0001f600");
	assert_string_equal(json_line(o), text);
	json_object_put(o);
}

TEST(json_stops_at_32_levels)
{
	char text[70] = "";

	memset(text, '[', 32);
	memset(text + 32, ']', 32);
	assert_ok(parse(text));
	memset(text + 33, ']', 32);
	text[32] = '1';
	assert_ok(parse(text));
	memset(text, '[', 33);
	memset(text + 33, ']', 33);
	assert_error(parse(text), E_FAIL);
}

TEST(json_refuses_a_nul_byte)
{
	json_object *o;

	assert_error(json_parse(&o, "{}\0", 3), E_FAIL);
	assert_error(json_parse(&o, "[\"\0\"]", 5), E_FAIL);
	assert_error(json_parse(&o, "7\0", 2), E_FAIL);
}

TEST(json_get_answers_by_type)
{
	const char *text = "{\"s\":\"x\",\"z\":\"a\\u0000b\",\"i\":12,"
			   "\"b\":true,\"a\":[\"p\",1],\"d\":1.5}";
	json_object *o;

	assert_ok(json_parse(&o, text, strlen(text)));
	assert_string_equal(json_get_str(o, "s"), "x");
	assert_null(json_get_str(o, "z"));
	assert_null(json_get_str(o, "i"));
	assert_null(json_get_str(o, "none"));
	assert_int_equal(json_get_int(o, "i"), 12);
	assert_int_equal(json_get_int(o, "s"), -1);
	assert_int_equal(json_get_int(o, "d"), -1);
	assert_true(json_get_bool(o, "b"));
	assert_false(json_get_bool(o, "i"));
	json_object *a = json_get_array(o, "a");
	assert_string_equal(json_item_str(a, 0), "p");
	assert_null(json_item_str(a, 1));
	assert_null(json_item_str(a, 2));
	assert_null(json_item_str(NULL, 0));
	assert_null(json_get_array(o, "s"));
	assert_null(json_get_str(a, "s"));
	assert_null(json_get_str(NULL, "s"));
	json_object_put(o);
}

TEST(json_line_is_short_and_can_be_read_again)
{
	json_object *o = json_object_new_object(), *p;

	json_add_str(o, "ref", "refs/heads/\"x\"\n");
	json_add_str(o, "none", NULL);
	const char *line = json_line(o);
	assert_string_equal(line, "{\"ref\":\"refs/heads/\\\"x\\\"\\n\"}");
	assert_ok(json_parse(&p, line, strlen(line)));
	assert_string_equal(json_get_str(p, "ref"), "refs/heads/\"x\"\n");
	json_object_put(p);
	json_object_put(o);
}
