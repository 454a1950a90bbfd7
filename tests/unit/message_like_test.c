#include "tests/unit/unit.h"

#include "version/message_like.h"

#include <string.h>

static bool like(const char *text, const char *line)
{
	return message_like(text, SCHEME_SEMVER, "v{version}",
			    "release/v{version}", line, strlen(line));
}

TEST(message_like_takes_what_each_placeholder_can_be)
{
	assert_true(like("Release {version}", "Release 1.2.0"));
	assert_true(like("Release {version}.", "Release 1.2.0."));
	assert_true(like("Release {tag}", "Release v1.2.0"));
	assert_true(like("{tag}", "v1.2.0-rc1"));
	assert_true(like("Finish {branch} at last",
			 "Finish release/v1.2.0 at last"));
	assert_true(like("Release {major}.{minor}.{patch}", "Release 1.2.0"));
	assert_true(like("Release {version} ({date}, {type})\n\nmore",
			 "Release 1.2.0 (2026-01-01, minor)"));
	assert_true(like("[ci skip] {version}: {set.title}",
			 "[ci skip] 1.2.0: A title"));
	assert_true(like("Prepare the release", "Prepare the release"));
}

TEST(message_like_takes_no_work_for_a_release)
{
	assert_false(like("Release {version}", "Release the brakes"));
	assert_false(like("Release {version}", "A Release 1.2.0"));
	assert_false(like("Release {version}", "Release "));
	assert_false(like("{version} {description}",
			  "1.1.0 is now the minimum for foo"));
	assert_false(like("{branch}: {version}", "parser: 1.2.3"));
	assert_false(
		like("Fix {type} of {version}", "Fix the parsing of 1.2.3"));
	assert_false(like("Prepare", "Prepare it"));
	assert_false(like("{set.title}", "Mend the door"));
	assert_false(like("", ""));
}
