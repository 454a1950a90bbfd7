#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "version/vfile.h"

#include <stdio.h>
#include <string.h>

static struct arena arena;
static char result[4096];

static struct vfile *only(int (*list)(struct vfile **, size_t *, struct arena *,
				      const char *),
			  const char *setting)
{
	struct vfile *f = NULL;
	size_t n = 0;

	assert_ok(list(&f, &n, &arena, setting));
	assert_int_equal(n, 1);
	return f;
}

/* The text with 9.8.7 in it, or "! why not". */
static const char *bump_n(const struct vfile *f, const char *text, size_t n)
{
	struct strbuf out = STRBUF_INIT;
	struct vspans at;
	int rc = vfile_find(f, text, n, &at);

	if (rc >= 0)
		rc = vfile_splice(f, text, n, &at, "9.8.7", &out);
	if (rc < 0)
		snprintf(result, sizeof(result), "! %s", error_message());
	else
		snprintf(result, sizeof(result), "%s", out.buf);
	strbuf_release(&out);
	arena_release(&arena);
	return result;
}

static const char *bump(const char *file, const char *text)
{
	return bump_n(only(vfile_list, file), text, strlen(text));
}

static const char *anchored(const char *setting, const char *text)
{
	return bump_n(only(vfile_anchors, setting), text, strlen(text));
}

#define assert_bump(file, before, after)                                       \
	assert_string_equal(bump(file, before), after)
#define assert_anchor(setting, before, after)                                  \
	assert_string_equal(anchored(setting, before), after)

TEST(vfile_plain_keeps_what_is_around)
{
	assert_bump("VERSION", "1.2.0\n", "9.8.7\n");
	assert_bump("VERSION", "24.03.0a1", "9.8.7");
	assert_bump("VERSION", "\xef\xbb\xbf\r\n 1.2.0\r\n\r\n",
		    "\xef\xbb\xbf\r\n 9.8.7\r\n\r\n");
	assert_bump("src/version.txt", "1.2.0-rc.1+x\n", "9.8.7\n");
	assert_bump("VERSION", "1.2.0\n1.3.0\n",
		    "! VERSION:1: more than a version");
	assert_bump("VERSION", "one\n", "! VERSION:1: 'one' is no version");
	assert_bump("VERSION", "\n", "! VERSION: there is no version");
	assert_string_equal(bump_n(only(vfile_list, "VERSION"), "1\0002", 3),
			    "! VERSION: no text file");
}

TEST(vfile_toml_finds_the_tables_of_python)
{
	assert_bump("pyproject.toml",
		    "# version = \"0\"\n[build-system]\nversion = \"1.2\"\n"
		    "[project]\nname = 'x'\r\nversion = \"1.2\" # us\n"
		    "dependencies = [\"x==1.2\", # ]\n]\n",
		    "# version = \"0\"\n[build-system]\nversion = \"1.2\"\n"
		    "[project]\nname = 'x'\r\nversion = \"9.8.7\" # us\n"
		    "dependencies = [\"x==1.2\", # ]\n]\n");
	assert_bump("a/pyproject.toml",
		    "[tool.poetry]\nversion='1.2'\n"
		    "[tool.poetry.dependencies]\nversion = \"1.2\"\n",
		    "[tool.poetry]\nversion='9.8.7'\n"
		    "[tool.poetry.dependencies]\nversion = \"1.2\"\n");
	assert_bump("pyproject.toml",
		    "[tool.poetry]\nversion='1'\n[project]\nversion='1'\n",
		    "[tool.poetry]\nversion='9.8.7'\n"
		    "[project]\nversion='9.8.7'\n");
	assert_bump("pyproject.toml", "[project]\ndynamic = ['version']\n",
		    "! pyproject.toml: there is no version");
}

TEST(vfile_toml_knows_all_ways_to_write_a_key)
{
	assert_bump("x.toml:.a.b.version", "a.b.version = \"1\"\n",
		    "a.b.version = \"9.8.7\"\n");
	assert_bump("x.toml:.a.b.version", "[ \"a\" . 'b' ]\n\"version\"='1'",
		    "[ \"a\" . 'b' ]\n\"version\"='9.8.7'");
	assert_bump("x.toml:.a.b.version",
		    "a = { b = { x = [{version='3'}], version = '1' } }",
		    "a = { b = { x = [{version='3'}], version = '9.8.7' } }");
	assert_bump("x.toml:.a[1]", "a = [ '1', # '0'\n '2',\n]\n",
		    "a = [ '1', # '0'\n '9.8.7',\n]\n");
	assert_bump("x.toml:.v",
		    "t = \"\"\"\nv = '1'\n\\\"\"\"\"\"\"\nu = '''\nv='2'''''\n"
		    "d = 1979-05-27 07:32:00Z\nv = '3'\n",
		    "t = \"\"\"\nv = '1'\n\\\"\"\"\"\"\"\nu = '''\nv='2'''''\n"
		    "d = 1979-05-27 07:32:00Z\nv = '9.8.7'\n");
	assert_bump("x.toml:.v", "[[v]]\nv = '1'\n",
		    "! x.toml: there is no version at .v");
}

TEST(vfile_toml_names_the_line_of_what_is_wrong)
{
	assert_bump("Cargo.toml", "[package]\nversion.workspace = true\n",
		    "! Cargo.toml: there is no version");
	assert_bump("Cargo.toml", "[workspace.package]\nversion = \"1.2.0\"\n",
		    "[workspace.package]\nversion = \"9.8.7\"\n");
	assert_bump("Cargo.toml", "[package]\nversion = { workspace = true }\n",
		    "! Cargo.toml: there is no version");
	assert_bump("Cargo.toml", "[package]\nversion = 'x'\n",
		    "! Cargo.toml:2: 'x' is no version");
	assert_bump("Cargo.toml", "[package]\nversion = '1'\nversion = '1'\n",
		    "! Cargo.toml:3: the version again, first in line 2");
	assert_bump("Cargo.toml", "[package]\nversion = '1\n",
		    "! Cargo.toml:2: this is no TOML");
	assert_bump("Cargo.toml", "[package\n",
		    "! Cargo.toml:1: this is no TOML");
	assert_bump("Cargo.toml", "[package]\nversion = '''1'''\n",
		    "! Cargo.toml:2: the version has lines");
}

TEST(vfile_json_follows_a_path)
{
	assert_bump("package.json",
		    "{\n\t\"dependencies\": {\"version\": \"1.2.0\"},\r\n"
		    "\t\"version\" :\"1.2.0\"}",
		    "{\n\t\"dependencies\": {\"version\": \"1.2.0\"},\r\n"
		    "\t\"version\" :\"9.8.7\"}");
	assert_bump(
		"p.json:.plugins[1].version",
		"{\"plugins\":[{\"version\":\"1\"},{\"version\":\"1\"}]}",
		"{\"plugins\":[{\"version\":\"1\"},{\"version\":\"9.8.7\"}]}");
	assert_bump("p.json:[0]", "[\"1\", \"2\"]", "[\"9.8.7\", \"2\"]");
	assert_bump("package-lock.json:.packages[].version",
		    "{\"packages\":{\"x\":{\"version\":\"1\"},"
		    "\"\":{\"version\":\"1\"}}}",
		    "{\"packages\":{\"x\":{\"version\":\"1\"},"
		    "\"\":{\"version\":\"9.8.7\"}}}");
	assert_bump("p.json", "{\"version\": 12}",
		    "! p.json:1: no string there");
	assert_bump("p.json", "{\"x\": \"1\"}",
		    "! p.json: there is no version");
	assert_bump("p.json:.a[2]", "{\"a\": [\"1\"]}",
		    "! p.json: there is no version at .a[2]");
	assert_bump("p.json", "{\n\"version\": \"1\",\n}",
		    "! p.json:3: this is no JSON");
	assert_bump("p.json", "{\"version\":\"1\",\"version\":\"1\"}",
		    "! p.json: not valid JSON: a key comes twice");
	assert_bump("p.json", "// x\n{\"version\": \"1\"}",
		    "! p.json:1: this is no JSON");
	assert_bump("p.json", "", "! p.json:1: this is no JSON");
}

TEST(vfile_ini_reads_as_configparser)
{
	assert_bump("setup.cfg",
		    "[bumpversion]\nversion = 1.2\n; version = 0\n"
		    "[metadata]\nname = x\n  version = 3\nVersion: 1.2\r\n"
		    "[options]\nversion=1.2\n",
		    "[bumpversion]\nversion = 1.2\n; version = 0\n"
		    "[metadata]\nname = x\n  version = 3\nVersion: 9.8.7\r\n"
		    "[options]\nversion=1.2\n");
	assert_bump("x.ini:.a.b.key", "[a.b]\nkey=1\n", "[a.b]\nkey=9.8.7\n");
	assert_bump("setup.cfg", "[metadata]\nversion = attr: x.y\n",
		    "! setup.cfg:2: 'attr: x.y' is no version");
	assert_bump("setup.cfg", "[metadata]\nversion = 1\n  2\n",
		    "! setup.cfg:3: the version has lines");
	assert_bump("setup.cfg", "[metadata]\nversion = 1\nversion = 1\n",
		    "! setup.cfg:3: the version again, first in line 2");
	assert_bump("setup.cfg", "[metadata]\nversion =\n",
		    "! setup.cfg:2: '' is no version");
	assert_bump("setup.cfg", "[metadat]\nversion = 1\n",
		    "! setup.cfg: there is no version");
}

TEST(vfile_yaml_takes_keys_at_the_left_edge)
{
	assert_bump("Chart.yaml",
		    "dependencies:\n  - name: x\n    version: 1.2.0\n"
		    "version: 1.2.0 # the chart\nappVersion: \"1.2.0\"\n",
		    "dependencies:\n  - name: x\n    version: 1.2.0\n"
		    "version: 9.8.7 # the chart\nappVersion: \"1.2.0\"\n");
	assert_bump("Chart.yaml:.appVersion",
		    "version: 1.2.0\nappVersion: \"1.2.0\"\r\n",
		    "version: 1.2.0\nappVersion: \"9.8.7\"\r\n");
	assert_bump("x.yml", "\"version\" : '1'\n", "\"version\" : '9.8.7'\n");
	assert_bump("x.yml", "version: |\n  1\n",
		    "! x.yml:1: '|' is no version");
	assert_bump("x.yml", "version: 1\n  2\n",
		    "! x.yml:2: the version has lines");
	assert_bump("x.yml", "version: 1\n---\nversion: 1\n",
		    "! x.yml:3: the version again, first in line 1");
	assert_bump("x.yml", "version:1\nversions: 2\n",
		    "! x.yml: there is no version");
}

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

TEST(vfile_anchors_count_their_matches)
{
	assert_anchor("README.md: pip install x=={version}",
		      "pip install y==1.2.0\npip install x==1.2.0.\n",
		      "pip install y==1.2.0\npip install x==9.8.7.\n");
	assert_anchor("a.txt*2: '{version}'; ", "'1' '2' \"3\"\n",
		      "'9.8.7' '9.8.7' \"3\"\n");
	assert_anchor("a.txt: release ?{version}?", "release \"1.2\"\n",
		      "release \"9.8.7\"\n");
	assert_anchor("a.txt: x-{version}.tar.gz", "x-1.2.0.tar.gz\n",
		      "x-9.8.7.tar.gz\n");
	assert_anchor("a.txt: x={version}", "x=1 x=2\n",
		      "! a.txt: 'x={version}' is there 2 times instead of 1");
	assert_anchor("a.txt?: x={version}", "x=one\n",
		      "! a.txt: 'x={version}' is there 0 times instead of 1");
}

TEST(vfile_anchors_have_parts)
{
	assert_anchor("v.h: ({major}, {minor}, {patch})", "(1, 20, 3)",
		      "(9, 8, 7)");
	assert_anchor("v.h: N {number}", "N 10203\n", "N 90807\n");
	assert_anchor("v.h: S {series}", "S 1.2\n", "S 9.8\n");
	assert_anchor("v.h: S {series}", "S 1.2.3\n",
		      "! v.h: 'S {series}' is there 0 times instead of 1");
	assert_anchor("v.h: M {minor}", "M 2.0 M 2x M 3 ", "M 2.0 M 2x M 8 ");
	assert_anchor("v.h*?: M {minor}", "N 2\n", "N 2\n");
	assert_anchor("v.h*2: {major}.{minor}", "1.2 1.2\n", "9.8 9.8\n");
}

TEST(vfile_xml_follows_elements)
{
	assert_bump("pom.xml",
		    "<!DOCTYPE project [<!ENTITY a \"]>\">]>\n"
		    "<project a='>'><![CDATA[<version>0</version>]]>"
		    "<x/><parent><version>1</version></parent>"
		    "<version >1.2</version ></project>",
		    "<!DOCTYPE project [<!ENTITY a \"]>\">]>\n"
		    "<project a='>'><![CDATA[<version>0</version>]]>"
		    "<x/><parent><version>1</version></parent>"
		    "<version >9.8.7</version ></project>");
	assert_bump("pom.xml", "<project><version>1</version>",
		    "! pom.xml:1: this is no XML");
	assert_bump("pom.xml", "<project>\n<version>1</b></project>",
		    "! pom.xml:2: this is no XML");
	assert_bump("pom.xml", "<project><version><a/></version></project>",
		    "! pom.xml:1: elements instead of a version");
	assert_bump("pom.xml", "<project><version/></project>",
		    "! pom.xml: there is no version");
	assert_bump(
		"pom.xml",
		"<project><version>1</version><version>1</version></project>",
		"! pom.xml:1: the version again, first in line 1");
}

TEST(vfile_toml_finds_tables_by_number_and_name)
{
	static const char lock[] =
		"[[package]]\nname = \"a\"\nversion = \"1\"\n"
		"[[package]]\nversion = \"1\"\nname = \"b\"\n";

	assert_bump("Cargo.lock:.package[a].version", lock,
		    "[[package]]\nname = \"a\"\nversion = \"9.8.7\"\n"
		    "[[package]]\nversion = \"1\"\nname = \"b\"\n");
	assert_bump("Cargo.lock:.package[1].version", lock,
		    "[[package]]\nname = \"a\"\nversion = \"1\"\n"
		    "[[package]]\nversion = \"9.8.7\"\nname = \"b\"\n");
	assert_bump("Cargo.lock:.package[c].version", lock,
		    "! Cargo.lock: there is no version at .package[c].version");
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

static void refuse(int (*list)(struct vfile **, size_t *, struct arena *,
			       const char *),
		   const char *setting)
{
	struct vfile *f = NULL;
	size_t n = 0;

	assert_error(list(&f, &n, &arena, setting), E_CONFIG);
	arena_release(&arena);
}

TEST(vfile_settings_that_cannot_be_meant)
{
	static const char *const lists[] = {
		"/etc/x",        "../VERSION", "a//b",   "./VERSION",
		".git/config",   "src/main.c", "x.cfg",  "VERSION:.a",
		"a.json:name",   "?",          "a/../b", "x.toml:version",
		"a/.git/hooks/x"
	};
	static const char *const anchors[] = {
		"README.md",         "README.md: x",
		"a*0: {version}",    "a*65: {version}",
		": {version}",       "a: {version}{version}",
		"../a: x={version}", "a: {major}{minor}",
		"a: {other}"
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		refuse(vfile_list, lists[i]);
	for (size_t i = 0; i < sizeof(anchors) / sizeof(*anchors); i++)
		refuse(vfile_anchors, anchors[i]);
}

TEST(vfile_lists_hold_several_files)
{
	struct vfile *f = NULL;
	size_t n = 0;

	assert_ok(vfile_list(&f, &n, &arena,
			     " VERSION  a/__init__.py?\tp.json?:.a[0].b "));
	assert_int_equal(n, 3);
	assert_string_equal(f[1].path, "a/__init__.py");
	assert_true(f[1].optional && f[2].optional && !f[0].optional);
	assert_string_equal(f[2].path, "p.json");
	assert_string_equal(f[2].where, ".a[0].b");
	assert_null(f[0].where);
	arena_release(&arena);
}
