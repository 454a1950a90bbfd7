#include "tx/interrupted.h"

#include "base/cleanup.h"
#include "base/interrupt.h"
#include "base/strbuf.h"
#include "tx/for_a_while.h"

void interrupted_nothing(void)
{
	interrupt_will_say("interrupted: nothing was changed");
}

void interrupted_open(const struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text,
		    "interrupted: '%s' is not done\n"
		    "hint: git rel --continue   to finish it\n"
		    "hint: git rel --abort      to go back to before it",
		    p->title);
	interrupt_will_say(text.buf);
}

void interrupted_unknown(const struct plan *p, const char *remote)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (!remote) {
		interrupted_look();
		return;
	}
	strbuf_addf(&text,
		    "interrupted: '%s' may be on '%s' or not\n"
		    "hint: git rel --continue   looks, and ends it",
		    p->title, remote);
	interrupt_will_say(text.buf);
}

void interrupted_decided(const struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_addf(
		&text,
		"interrupted: '%s' is decided, but not done\n"
		"hint: git rel --continue   to finish it%s%s",
		p->title,
		for_a_while(p) ?
			"\nhint: git rel --abort      to take its labels away, and wait no more" :
			"",
		plan_asks_forge(p) ?
			"\nhint: git rel --quit       to forget it, and leave what the forge has by now" :
			"");
	interrupt_will_say(text.buf);
}

void interrupted_look(void)
{
	interrupt_will_say("interrupted\n"
			   "hint: git rel status   tells what comes next");
}
