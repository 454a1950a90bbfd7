#include "tests/unit/unit.h"

#include "evidence/double_key_find.h"

#define ADA "ada@example.com "
#define EVE "eve@example.com "
#define KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA"
#define OTHER "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB"

static struct arena arena;

#define assert_double(text, who)                                               \
	assert_string_equal(double_key_find(&arena, text), who)
#define assert_none(text) assert_null(double_key_find(&arena, text))

TEST(double_key_is_one_under_two_names)
{
	static const char both[] = "ada@example.com and eve@example.com";

	assert_double(ADA KEY "\n" EVE KEY "\n", both);
	assert_double(ADA KEY " of ada\n" EVE KEY " of eve", both);
	assert_double(ADA KEY "\n# " EVE KEY "\n" EVE OTHER "\n" EVE KEY "\n",
		      both);
	assert_double(ADA KEY "\r\n" EVE "namespaces=\"git file\" " KEY "\r\n",
		      both);
	assert_double(ADA "\t" KEY "\n  " EVE KEY "\n", both);
	arena_release(&arena);
}

TEST(double_key_is_one_for_two_names_of_a_line)
{
	assert_double("ada@example.com,eve@example.com " KEY "\n",
		      "ada@example.com,eve@example.com");
	assert_double("\"ada@example.com,eve@example.com\" " KEY "\n",
		      "ada@example.com,eve@example.com");
	arena_release(&arena);
}

TEST(double_key_passes_over_what_tells_people_apart)
{
	assert_none("");
	assert_none(ADA KEY "\n" EVE OTHER "\n");
	assert_none(ADA KEY "\n" ADA KEY "\n");
	assert_none(ADA KEY "\n\"ada@example.com\" " KEY "\n");
	assert_none(ADA KEY "\n#" EVE KEY "\n");
	assert_none(ADA KEY "\n  # " EVE KEY "\n");
	arena_release(&arena);
}

TEST(double_key_of_an_authority_is_that_of_many)
{
	assert_none(ADA "cert-authority " KEY "\n" EVE KEY "\n");
	assert_none(ADA "CERT-AUTHORITY " KEY "\n" EVE KEY "\n");
	assert_none(ADA "namespaces=\"git\",cert-authority " KEY "\n" EVE KEY
			"\n");
	arena_release(&arena);
}

TEST(double_key_passes_over_lines_without_a_key)
{
	assert_none(ADA "ssh-ed25519\n" EVE "ssh-ed25519\n");
	assert_none(ADA "\n" EVE "\n");
	assert_none(ADA "namespaces=\"git " KEY "\n" EVE KEY "\n");
	assert_none("\n\n \n\t\n\"\n");
	arena_release(&arena);
}
