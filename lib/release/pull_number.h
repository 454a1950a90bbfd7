#ifndef RELEASE_PULL_NUMBER_H
#define RELEASE_PULL_NUMBER_H

/* A pull request as people name it: 12 of "pr/12" and "mr/12"; 0: it is none. */
long pull_number(const char *word);

#endif
