/*
 * What the members of a record are called, and times as it has them.
 */
#include "evidence/record.h"

#include <string.h>
#include <time.h>

const char *const record_kinds[N_RECORD_KINDS] = {
	"open",   "candidate", "launch",      "gate",  "item",
	"seen",   "finding",   "known-issue", "waive", "withdraw",
	"bypass", "request",   "rehearsal",   "close", "release",
};

const char *const record_results[N_RECORD_RESULTS] = {
	"", "pass", "fail", "waived", "n.a.", "pending",
};

const char *const record_texts[N_RECORD_TEXTS] = {
	[TEXT_NAME] = "name",
	[TEXT_BY] = "by",
	[TEXT_TIME] = "time",
	[TEXT_ASK] = "ask",
	[TEXT_ACCEPT] = "accept",
	[TEXT_LINK] = "link",
	[TEXT_JOB] = "job",
	[TEXT_REASON] = "reason",
	[TEXT_MESSAGE] = "message",
	[TEXT_SEVERITY] = "severity",
	[TEXT_STATE] = "state",
	[TEXT_WITHDRAWN] = "withdrawn",
	[TEXT_COMMAND] = "command",
	[TEXT_DIGEST] = "digest",
	[TEXT_EXIT] = "exit",
	[TEXT_SECONDS] = "seconds",
	[TEXT_LOG] = "log",
	[TEXT_FILE] = "file",
	[TEXT_FILE_DIGEST] = "fileDigest",
	[TEXT_POLICY] = "policy",
	[TEXT_MERGE_OF] = "mergeOf",
	[TEXT_MERGE_INTO] = "mergeInto",
	[TEXT_SIGNERS] = "signers",
	[TEXT_ROOT] = "root",
	[TEXT_TYPE] = "type",
	[TEXT_PREVIOUS] = "previous",
	[TEXT_PREVIOUS_TIP] = "previousTip",
	[TEXT_PREVIOUS_SEAL] = "previousSeal",
	[TEXT_SIGNERS_AT] = "signersAt",
};

const char *record_time(struct arena *a, long long seconds)
{
	time_t t = (time_t)seconds;
	char text[40];
	struct tm tm;

	if (!gmtime_r(&t, &tm) ||
	    !strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm))
		return "1970-01-01T00:00:00Z";
	return arena_strdup(a, text);
}

/* Digits where they belong, and a day that there is. */
static int two_digits(const char *text)
{
	return 10 * (text[0] - '0') + text[1] - '0';
}

/* By hand: sscanf() would be a twentieth of reading a record. */
long long record_seconds(const char *text)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
	struct tm tm = { 0 };
	struct tm again;

	if (strlen(text) != sizeof(form) - 1)
		return -1;
	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' :
				     text[i] != form[i])
			return -1;
	tm.tm_year = 100 * two_digits(text) + two_digits(text + 2) - 1900;
	tm.tm_mon = two_digits(text + 5) - 1;
	tm.tm_mday = two_digits(text + 8);
	tm.tm_hour = two_digits(text + 11);
	tm.tm_min = two_digits(text + 14);
	tm.tm_sec = two_digits(text + 17);
	again = tm;
	time_t t = timegm(&again);
	if (t < 0 || again.tm_mday != tm.tm_mday || again.tm_mon != tm.tm_mon ||
	    again.tm_hour != tm.tm_hour || again.tm_sec != tm.tm_sec)
		return -1;
	return t;
}
