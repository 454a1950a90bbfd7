#!/bin/bash
# Functions that overflow, share a static result, run a shell or cannot fail
# safely, and goto; memory that does not come from base/alloc; and what other systems
# have not, outside base/platform.
set -u
cd "$(dirname "$0")/.." || exit 1

banned='strcpy|strncpy|strcat|strncat|sprintf|vsprintf|gets|alloca|atoi|atol'
banned+='|strtok|gmtime|localtime|asctime|ctime|tmpnam|mktemp|system|popen'
memory='malloc|calloc|realloc|strdup|strndup|asprintf'
# What macOS or musl have not, or another way (base/platform.h).
system='st_[amc]tim|pipe2|memfd_create|renameat2|environ|memrchr|execvpe|getrandom'
system+='|secure_getenv|qsort_r|strchrnul|mempcpy|canonicalize_file_name|get_current_dir_name'
system+='|getauxval|sync_file_range|copy_file_range|program_invocation_short_name|strverscmp'

# Comments are dropped, their lines kept.
code() {
	awk '{
		gsub(/\/\*([^*]|\*[^\/])*\*\//, "")
		if (inside && sub(/.*\*\//, ""))
			inside = 0
		if (inside)
			$0 = ""
		if (sub(/\/\*.*/, ""))
			inside = 1
		print FILENAME ":" FNR ": " $0
	}' "$1"
}

status=0
for f in lib/*/*.[ch] git-*/*.[ch] git-*/*/*.[ch] tests/*/*.[ch]; do
	[ -f "$f" ] || continue
	words="\\b($banned)[[:space:]]*\\(|\\bgoto\\b"
	case $f in
	lib/base/platform.[ch]) ;;
	lib/* | git-*) words+="|\\b($system)\\b" ;;
	esac
	case $f in
	lib/base/alloc.[ch]) ;;
	lib/* | git-*) words+="|\\b($memory)[[:space:]]*\\(" ;;
	esac
	code "$f" | grep -E "$words" && status=1
done
exit $status
