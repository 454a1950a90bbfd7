#ifndef STANDING_STANDING_STATE_H
#define STANDING_STANDING_STATE_H

/* How a task of a release stands, the worse first but for those that are met. */
enum standing_state {
	STANDING_OPEN,    /* nobody has answered */
	STANDING_UNKNOWN, /* a fact that was not looked at */
	STANDING_STALE,   /* of another commit, or too old */
	STANDING_PENDING, /* it was started, or some have answered */
	STANDING_FAILED,
	STANDING_DONE,
	STANDING_NA,
	STANDING_WAIVED,
	N_STANDINGS
};

#endif
