#ifndef VERSION_PART_NEAR_H
#define VERSION_PART_NEAR_H

/* "major", "minor" or "patch", where `word` is nearly that; NULL: it is something
 * else.  Pure. */
const char *part_near(const char *word);

#endif
