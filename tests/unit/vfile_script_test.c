#include "tests/unit/vfile_bump.h"

#include <stdio.h>

TEST(vfile_gradle_finds_the_version_of_the_project)
{
	assert_bump("build.gradle",
		    "// version = '0.1'\n/* version '0.2'\nversion '0.3' */\n"
		    "plugins { id 'x' version '0.4' }\n"
		    "def text = \"\"\"\nversion = '0.5'\n\"\"\"\n"
		    "group = 'g'\nversion = '1.2.0' // now\n"
		    "implementation group: 'x', name: 'y', version: '0.6'\n"
		    "dependencies {\n  api(name: 'y', version: '0.7')\n}\n"
		    "tasks.wrapper {\n  version = '8.5'\n}\n",
		    "// version = '0.1'\n/* version '0.2'\nversion '0.3' */\n"
		    "plugins { id 'x' version '0.4' }\n"
		    "def text = \"\"\"\nversion = '0.5'\n\"\"\"\n"
		    "group = 'g'\nversion = '9.8.7' // now\n"
		    "implementation group: 'x', name: 'y', version: '0.6'\n"
		    "dependencies {\n  api(name: 'y', version: '0.7')\n}\n"
		    "tasks.wrapper {\n  version = '8.5'\n}\n");
	assert_bump("lib/build.gradle.kts",
		    "plugins {\n  id(\"x\") version \"0.4\"\n}\n"
		    "allprojects {\n  version = \"1.2.0\"\n"
		    "  java { version = \"17\" }\n}\n",
		    "plugins {\n  id(\"x\") version \"0.4\"\n}\n"
		    "allprojects {\n  version = \"9.8.7\"\n"
		    "  java { version = \"17\" }\n}\n");
	assert_bump("build.gradle", "project.version = '1.2.0'\n",
		    "project.version = '9.8.7'\n");
	assert_bump("build.gradle:versionName",
		    "android {\n  versionName \"1.2.0\"\n}\n",
		    "android {\n  versionName \"9.8.7\"\n}\n");
	assert_bump("build.gradle",
		    "dependencies {\n  x group: 'g', version: '1.2'\n}\n",
		    "! build.gradle: there is no version");
}

TEST(vfile_properties_compare_the_whole_key)
{
	assert_bump("gradle.properties",
		    "# version=0.1\n! version=0.2\nkotlin.version=1.9\n"
		    "version.kotlin=1.9\n version : 1.2.0 \r\n",
		    "# version=0.1\n! version=0.2\nkotlin.version=1.9\n"
		    "version.kotlin=1.9\n version : 9.8.7 \r\n");
	assert_bump("gradle.properties", "kotlin.version=1.9\n",
		    "! gradle.properties: there is no version");
	assert_bump("a.properties:app.version",
		    "my.app.version=1\napp.version 1.2.0",
		    "my.app.version=1\napp.version 9.8.7");
}

TEST(vfile_mix_finds_the_version_of_the_project)
{
	static const char deps[] = "  defp deps do\n"
				   "    [{:x, version: \"0.1\"}]\n  end\n";
	char before[400], after[400];
	static const char *const form[] = {
		"  # version: \"0\"\n  def project do\n    [\n"
		"      app: :a,\n      version: \"%s\",\n"
		"      x: [version: \"0.2\"]\n    ]\n  end\n",
		"  @moduledoc \"\"\"\n  @version \"0\"\n  \"\"\"\n"
		"  @version \"%s\"\n  def project do\n"
		"    [app: :a, version: @version]\n  end\n",
	};

	for (size_t i = 0; i < 2; i++) {
		int n = snprintf(before, sizeof(before), form[i], "1.2.0");
		snprintf(before + n, sizeof(before) - (size_t)n, "%s", deps);
		n = snprintf(after, sizeof(after), form[i], "9.8.7");
		snprintf(after + n, sizeof(after) - (size_t)n, "%s", deps);
		assert_bump("mix.exs", before, after);
	}
	snprintf(before, sizeof(before),
		 "  @version File.read!(\"VERSION\")\n  def project do\n"
		 "    [app: :a, version: @version]\n  end\n%s",
		 deps);
	assert_bump("mix.exs", before, "! mix.exs: there is no version");
	assert_bump("mix.exs",
		    "def project do\n[version: \"1.2\" <> x()]\nend\n",
		    "! mix.exs:2: the version is put together from several");
}

TEST(vfile_python_passes_over_text_and_what_is_indented)
{
	assert_bump("a.py",
		    "\"\"\"Say it:\n\n__version__ = '0.0.1'\n\"\"\"\n"
		    "# __version__ = '0'\n__version__ = '1.2.0'\n"
		    "def f():\n    __version__ = '0.2'\n",
		    "\"\"\"Say it:\n\n__version__ = '0.0.1'\n\"\"\"\n"
		    "# __version__ = '0'\n__version__ = '9.8.7'\n"
		    "def f():\n    __version__ = '0.2'\n");
	assert_bump("a.py", "__version__ = \"\"\"1.2.0\"\"\"\n",
		    "__version__ = \"\"\"9.8.7\"\"\"\n");
	assert_bump("a.py:V", "class A:\n    V = '1.2.0'\n",
		    "class A:\n    V = '9.8.7'\n");
}

TEST(vfile_setup_finds_the_argument_of_setup)
{
	assert_bump("setup.py",
		    "def f(version='0.1'):\n    g(version='0.2')\n"
		    "def setup(version='0.3'): pass\n"
		    "setuptools.setup(name='x', x=f(version='0.4'),\n"
		    "    version = '1.2.0')\n",
		    "def f(version='0.1'):\n    g(version='0.2')\n"
		    "def setup(version='0.3'): pass\n"
		    "setuptools.setup(name='x', x=f(version='0.4'),\n"
		    "    version = '9.8.7')\n");
	assert_bump("setup.py",
		    "V = '1.2.0'\nx(V='0')\nsetup(version=V, name='x')\n",
		    "V = '9.8.7'\nx(V='0')\nsetup(version=V, name='x')\n");
	assert_bump("setup.py", "args = dict(version='1.2.0')\nsetup(**args)\n",
		    "args = dict(version='9.8.7')\nsetup(**args)\n");
	assert_bump("setup.py", "setup(version='1.2' if x else '1.3')\n",
		    "! setup.py:1: the version is put together from several");
	assert_bump("setup.py", "x(version='1')\nsetup(version=f())\n",
		    "! setup.py:2: no string there");
}
