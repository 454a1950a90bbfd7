#include "tests/unit/vfile_bump.h"

TEST(vfile_cmake_finds_the_argument_of_project)
{
	assert_bump(
		"CMakeLists.txt",
		"cmake_minimum_required(VERSION 3.16)\n"
		"# project(x VERSION 0)\n#[==[ project(x VERSION 0) ]] ]==]\n"
		"PROJECT (\"a b\" # c )\n  VERSION\n  1.2.0 LANGUAGES C)\n"
		"find_package(x VERSION 1.2.0)\n",
		"cmake_minimum_required(VERSION 3.16)\n"
		"# project(x VERSION 0)\n#[==[ project(x VERSION 0) ]] ]==]\n"
		"PROJECT (\"a b\" # c )\n  VERSION\n  9.8.7 LANGUAGES C)\n"
		"find_package(x VERSION 1.2.0)\n");
	assert_bump("CMakeLists.txt:MY_VERSION",
		    "set(X \"MY_VERSION\")\nset(MY_VERSION \"1.2.0\" CACHE)\n",
		    "set(X \"MY_VERSION\")\nset(MY_VERSION \"9.8.7\" CACHE)\n");
	assert_bump("CMakeLists.txt", "project(x VERSION ${V})\n",
		    "! CMakeLists.txt:1: '${V}' is no version");
	assert_bump("CMakeLists.txt", "message(\"project(x VERSION 1)\")\n",
		    "! CMakeLists.txt: there is no version");
}

TEST(vfile_meson_finds_the_keyword_of_project)
{
	assert_bump("meson.build",
		    "# project('x', version: '0')\nproject('version', ['c'],\n"
		    "  default_options : ['version=1'],\n"
		    "  version : '1.2.0',\n  meson_version: '>=0.53')\n"
		    "dependency('x', version: '1.2.0')\n",
		    "# project('x', version: '0')\nproject('version', ['c'],\n"
		    "  default_options : ['version=1'],\n"
		    "  version : '9.8.7',\n  meson_version: '>=0.53')\n"
		    "dependency('x', version: '1.2.0')\n");
	assert_bump("meson.build", "project('x', version: files('VERSION'))\n",
		    "! meson.build:1: no string there");
	assert_bump("meson.build", "project('x')\nx(version: '1')\n",
		    "! meson.build: there is no version");
}

TEST(vfile_autoconf_finds_the_second_argument)
{
	assert_bump("configure.ac",
		    "dnl AC_INIT([x],[0])\n# AC_INIT(x, 0)\n"
		    "AC_INIT([a, b],\n  [1.2.0] , [x@y])\n",
		    "dnl AC_INIT([x],[0])\n# AC_INIT(x, 0)\n"
		    "AC_INIT([a, b],\n  [9.8.7] , [x@y])\n");
	assert_bump("configure.ac", "AC_INIT(a, 1.2.0)", "AC_INIT(a, 9.8.7)");
	assert_bump("configure.ac", "AC_INIT([a], m4_esyscmd([x]))",
		    "! configure.ac:1: 'm4_esyscmd([x])' is no version");
}

TEST(vfile_assignments_of_many_languages)
{
	assert_bump("a/__init__.py",
		    "# __version__ = \"0\"\nx = \"__version__ = '0'\"\n"
		    "__version__: str = '1.2.0'  # us\n__version_info__ = 1\n",
		    "# __version__ = \"0\"\nx = \"__version__ = '0'\"\n"
		    "__version__: str = '9.8.7'  # us\n__version_info__ = 1\n");
	assert_bump("setup.py", "setup(name=\"x\",\n\tversion=\"1.2.0\",\n)\n",
		    "setup(name=\"x\",\n\tversion=\"9.8.7\",\n)\n");
	assert_bump("v.h:VERSION", "#define VERSION \"1.2.0\"\r\n",
		    "#define VERSION \"9.8.7\"\r\n");
	assert_bump("v.c:version", "static const char version[] = \"1.2.0\";\n",
		    "static const char version[] = \"9.8.7\";\n");
	assert_bump("v.rs:VERSION", "pub const VERSION: &str = \"1.2.0\";\n",
		    "pub const VERSION: &str = \"9.8.7\";\n");
	assert_bump("v.go:Version", "var Version = `1.2.0`\n",
		    "var Version = `9.8.7`\n");
	assert_bump("Makefile:VERSION", "VERSION := 1.2.0\n",
		    "VERSION := 9.8.7\n");
	assert_bump("mix.exs", "      version: \"1.2.0\",\n",
		    "      version: \"9.8.7\",\n");
	assert_bump("x.gemspec", "  s.version = '1.2.0'\n",
		    "  s.version = '9.8.7'\n");
	assert_bump("gradle.properties", "x.y=1\nversion=1.2.0",
		    "x.y=1\nversion=9.8.7");
}

TEST(vfile_assignments_pass_over_what_only_looks_so)
{
	assert_bump("a.py",
		    "if __version__ == \"1.2.0\":\n  __version__ = get(\"1\")\n"
		    "my__version__ = \"1\"\n__version__x = '1'\n",
		    "! a.py: there is no version");
	assert_bump("a.py", "__version__ = '1'\n__version__ = '1'\n",
		    "! a.py:2: the version again, first in line 1");
	assert_bump("a.py", "__version__ = \"1\n",
		    "! a.py: there is no version");
}

TEST(vfile_keeps_its_meaning)
{
	assert_bump("x.rs:V", "const V: &'static str = \"1\";\n",
		    "const V: &'static str = \"9.8.7\";\n");
	assert_bump("a.py", "__version__ = 1.2\n", "__version__ = \"9.8.7\"\n");
	assert_bump("x.py:V", "V = ( 1,2 , 3)\n", "V = ( 9,8 , 7)\n");
	assert_bump("x.py:V", "V = (1)\n", "! x.py: there is no version at V");
	assert_bump("x.py:V", "V = (1, 2)\n",
		    "! x.py:1: there are not three numbers");
}
