#include "tests/unit/unit.h"

#include "base/file.h"
#include "base/file_stamp.h"
#include "base/platform.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* As if it had been written long before. */
static struct file_stamp stamp_of(const char *path)
{
	struct file_stamp s;
	int fd = open(path, O_RDONLY);

	file_stamp_take(&s, fd);
	assert_false(s.told);
	close(fd);
	s.told = true;
	return s;
}

/* The times of what was written last stay those of `s`, as far as one can. */
static void put_times_back(const struct file_stamp *s, const char *path)
{
	const struct timespec times[2] = { platform_mtime(&s->st),
					   platform_mtime(&s->st) };

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* File systems count time in ticks. */
static void let_it_tick(void)
{
	usleep(20 * 1000);
}

TEST(file_stamp_holds_until_the_file_is_another_one)
{
	struct file_stamp s;

	assert_ok(file_replace("f", "one", 3));
	s = stamp_of("f");
	assert_true(file_stamp_holds(&s, "f"));
	let_it_tick();
	assert_ok(file_replace("g", "two", 3));
	put_times_back(&s, "g");
	assert_int_equal(rename("g", "f"), 0);
	assert_false(file_stamp_holds(&s, "f"));
	assert_int_equal(unlink("f"), 0);
	assert_false(file_stamp_holds(&s, "f"));
}

TEST(file_stamp_shows_what_was_written_whatever_its_times)
{
	struct file_stamp s;
	int fd;

	assert_ok(file_replace("f", "one", 3));
	s = stamp_of("f");
	let_it_tick();
	fd = open("f", O_WRONLY);
	assert_int_equal(write(fd, "two", 3), 3);
	close(fd);
	put_times_back(&s, "f");
	assert_false(file_stamp_holds(&s, "f"));
}

TEST(file_stamp_of_what_was_written_just_now_tells_nothing)
{
	struct file_stamp s;

	assert_ok(file_replace("f", "one", 3));
	s = stamp_of("f");
	s.told = false;
	assert_false(file_stamp_holds(&s, "f"));
	file_stamp_take(&s, -1);
	assert_false(file_stamp_holds(&s, "f"));
}
