#include "base/std_stream.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int std_stream_open(void)
{
	int fd = open("/dev/null", O_RDWR);

	while (fd >= 0 && fd <= STDERR_FILENO)
		fd = dup(fd);
	if (fd < 0)
		return error_errno("cannot open '/dev/null'");
	close(fd);
	return 0;
}

int std_stream_end(void)
{
	struct stat st;

	if (fstat(STDOUT_FILENO, &st) < 0 || S_ISFIFO(st.st_mode) ||
	    S_ISSOCK(st.st_mode))
		return 0;
	if (fflush(stdout) != 0)
		return error_errno("cannot write to stdout");
	if (ferror(stdout))
		return error(E_FAIL, "cannot write all of it to stdout");
	return 0;
}
