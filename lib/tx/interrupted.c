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
		    "hint: %s --continue   to finish it\n"
		    "hint: %s --abort      to go back to before it",
		    p->title, plan_call(p), plan_call(p));
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
		    "hint: %s --continue   looks, and ends it",
		    p->title, remote, plan_call(p));
	interrupt_will_say(text.buf);
}

void interrupted_decided(const struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *call = plan_call(p);

	strbuf_addf(&text,
		    "interrupted: '%s' is decided, but not done\n"
		    "hint: %s --continue   to finish it",
		    p->title, call);
	if (for_a_while(p))
		strbuf_addf(
			&text,
			"\nhint: %s --abort      to take its labels away, and wait no more",
			call);
	if (plan_asks_forge(p))
		strbuf_addf(
			&text,
			"\nhint: %s --quit       to forget it, and leave what the forge has by now",
			call);
	interrupt_will_say(text.buf);
}

void interrupted_look(void)
{
	interrupt_will_say("interrupted\n"
			   "hint: git rel status   tells what comes next");
}
