#ifndef CONFIG_CANDIDATE_FOLDER_H
#define CONFIG_CANDIDATE_FOLDER_H

/* Below it are the branches of merges that are qualified before they land: git
 * staging's own, and no setting. */
#define CANDIDATE_FOLDER "release-qual/"

#endif
