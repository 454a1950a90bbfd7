#include "base/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Two of them: the one that is being written is never the one to be said. */
static char text[2][1024];
static volatile sig_atomic_t turn = -1;

static volatile sig_atomic_t groups[INTERRUPT_GROUPS];

static void say_and_die(int sig)
{
	int at = turn;
	ssize_t said = 0;

	if (at >= 0)
		said = write(STDERR_FILENO, text[at], strlen(text[at]));
	(void)said;
	for (int i = 0; i < INTERRUPT_GROUPS; i++)
		if (groups[i])
			kill(-(pid_t)groups[i], SIGTERM);
	signal(sig, SIG_DFL);
	raise(sig); /* comes when this handler has returned */
}

void interrupt_listen(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction act = { .sa_handler = say_and_die }, old;

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		if (sigaction(signals[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_DFL)
			sigaction(signals[i], &act, NULL);
}

void interrupt_will_say(const char *words)
{
	int next = turn == 0;

	if (words)
		snprintf(text[next], sizeof(text[next]), "\n%s\n", words);
	turn = words ? next : -1;
}

void interrupt_takes_along(int group)
{
	for (int i = 0; i < INTERRUPT_GROUPS; i++)
		if (!groups[i]) {
			groups[i] = group;
			return;
		}
}

void interrupt_leaves(int group)
{
	for (int i = 0; i < INTERRUPT_GROUPS; i++)
		if (groups[i] == group)
			groups[i] = 0;
}
