#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/*
 * How long something takes, whatever becomes of the time of day.
 */
#include <stdint.h>

/* Milliseconds since some moment; only differences mean something. */
int64_t clock_ms(void);

#endif
