#include "tests/unit/vfile_bump.h"

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
	assert_bump("Cargo.toml", "[package]\nversion = '''\n1\n'''\n",
		    "! Cargo.toml:3: the version has lines");
	assert_bump("x.toml", "version = \"\"\"1.2\\\n  .0\"\"\"\n",
		    "! x.toml:1: the version has lines");
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

TEST(vfile_toml_strings_of_many_lines_may_hold_one)
{
	assert_bump("x.toml", "version = \"\"\"1.2.0\"\"\" # us\n",
		    "version = \"\"\"9.8.7\"\"\" # us\n");
	assert_bump("x.toml", "version = '''1.2.0'''\n",
		    "version = '''9.8.7'''\n");
	/* a line end right behind the quotes is no part of the text */
	assert_bump("x.toml", "version = '''\r\n1.2.0'''\n",
		    "version = '''\r\n9.8.7'''\n");
	assert_bump("x.toml", "version = '''1.2.0''''\n",
		    "! x.toml:1: '1.2.0'' is no version");
	assert_bump("x.toml", "version = \"\"\"\"\"\"\n",
		    "! x.toml:1: '' is no version");
}

TEST(vfile_keys_may_be_escaped)
{
	assert_bump("p.json", "{\"ver\\u0073ion\": \"1.2.0\"}",
		    "{\"ver\\u0073ion\": \"9.8.7\"}");
	assert_bump("p.json:.a/b", "{\"a\\/b\": \"1.2.0\"}",
		    "{\"a\\/b\": \"9.8.7\"}");
	assert_bump("x.toml", "\"ver\\u0073ion\" = \"1.2.0\"\n",
		    "\"ver\\u0073ion\" = \"9.8.7\"\n");
	assert_bump("x.toml", "'ver\\u0073ion' = \"1.2.0\"\n",
		    "! x.toml: there is no version");
	assert_bump("x.yml", "\"ver\\x73ion\": 1.2.0\n",
		    "\"ver\\x73ion\": 9.8.7\n");
	/* nor does an escape make a version of a key of another name */
	assert_bump("p.json", "{\"ver\\\\u0073ion\": \"1.2.0\"}",
		    "! p.json: there is no version");
}

TEST(vfile_ini_values_may_begin_in_the_next_line)
{
	assert_bump("setup.cfg",
		    "[metadata]\nversion =\n  # us\n\n    1.2.0\nname = x\n",
		    "[metadata]\nversion =\n  # us\n\n    9.8.7\nname = x\n");
	assert_bump("setup.cfg", "[metadata]\nversion:\r\n\t1.2.0\r\n",
		    "[metadata]\nversion:\r\n\t9.8.7\r\n");
	assert_bump("setup.cfg", "[metadata]\nversion =\n  1\n  2\n",
		    "! setup.cfg:4: the version has lines");
	assert_bump("setup.cfg", "[metadata]\nversion =\nname =\n  1\n",
		    "! setup.cfg:2: '' is no version");
}

TEST(vfile_yaml_passes_over_text_with_lines)
{
	assert_bump("x.yml",
		    "a: >\n  x\n  version: 1.0\nb: |\n\n  \"\n"
		    "c: it's\n  \"one\nversion: 1.2.0\n",
		    "a: >\n  x\n  version: 1.0\nb: |\n\n  \"\n"
		    "c: it's\n  \"one\nversion: 9.8.7\n");
	assert_bump("x.yml",
		    "a: \"x\nversion: 1.0\n\\\" y\"\nb: 'it''s\n"
		    "version: 1.0\n'\nversion: 1.2.0\n",
		    "a: \"x\nversion: 1.0\n\\\" y\"\nb: 'it''s\n"
		    "version: 1.0\n'\nversion: 9.8.7\n");
	assert_bump("x.yml",
		    "a: {\nversion: 1.0, # }\nb: [ \"}\" ]\n}\n"
		    "version: 1.2.0\n",
		    "a: {\nversion: 1.0, # }\nb: [ \"}\" ]\n}\n"
		    "version: 9.8.7\n");
	assert_bump("x.yml",
		    "a:\n  - b: |\n      \"\n    c: !t &x \"\nversion: 1\n\"\n"
		    "version: 1.2.0\n",
		    "a:\n  - b: |\n      \"\n    c: !t &x \"\nversion: 1\n\"\n"
		    "version: 9.8.7\n");
	assert_bump("x.yml", "a: \"\nversion: 1.0\n",
		    "! x.yml:1: this does not end");
	assert_bump("x.yml", "a: [\nversion: 1.0\n",
		    "! x.yml:1: this does not end");
}

TEST(vfile_yaml_values_may_begin_in_the_next_line)
{
	assert_bump("x.yml", "version: # us\n\n  1.2.0 # x\nb: 1\n",
		    "version: # us\n\n  9.8.7 # x\nb: 1\n");
	assert_bump("x.yml", "version:\n  \"1.2.0\"\n",
		    "version:\n  \"9.8.7\"\n");
	assert_bump("x.yml", "version:\n  1\n  2\n",
		    "! x.yml:3: the version has lines");
	assert_bump("x.yml", "version:\nb: 1\n", "! x.yml:1: '' is no version");
	assert_bump("x.yml", "version:\n  a: 1\n",
		    "! x.yml:2: 'a: 1' is no version");
}

TEST(vfile_xml_knows_prefixes_and_cdata)
{
	assert_bump("pom.xml",
		    "<m:project xmlns:m='x'><o:version>1</o:version>"
		    "<m:version>1.2.0</m:version></m:project>",
		    "<m:project xmlns:m='x'><o:version>1</o:version>"
		    "<m:version>9.8.7</m:version></m:project>");
	assert_bump("pom.xml", "<project><o:version>1</o:version></project>",
		    "! pom.xml: there is no version");
	assert_bump("x.xml:.m:project.o:version",
		    "<m:project><o:version>1</o:version></m:project>",
		    "<m:project><o:version>9.8.7</o:version></m:project>");
	assert_bump("pom.xml",
		    "<project><version>\n<![CDATA[1.2.0]]>\n"
		    "</version></project>",
		    "<project><version>\n<![CDATA[9.8.7]]>\n"
		    "</version></project>");
	assert_bump("pom.xml",
		    "<project><version>1<![CDATA[.2]]></version></project>",
		    "! pom.xml:1: '1<![CDATA[.2]]>' is no version");
}
