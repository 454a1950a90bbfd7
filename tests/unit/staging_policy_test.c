#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "tests/unit/sample_policy.h"

#include <string.h>

static struct sample s;

static void says(const char *text, const char *want)
{
	assert_string_equal(sample_read(&s, text), want);
	sample_release(&s);
}

/* Of an item in a list of its own. */
static void item_says(const char *value, const char *want)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text,
		    "[roles]\nqa = a@x b@x\nlead = c@x\n[items]\nx = %s\n"
		    "[checklist]\np = x g\n[gate.g]\nrun = make g\n",
		    value);
	says(text.buf, want);
	strbuf_release(&text);
}

static void gate_says(const char *lines, const char *want)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text, "[checklist]\np = g\n[gate.g]\n%s\n", lines);
	says(text.buf, want);
	strbuf_release(&text);
}

TEST(staging_policy_reads_items_with_their_attributes)
{
	static const char policy[] =
		"[roles]\nqa = a@x b@x\nlead = c@x\n[items]\n"
		"x = Docs [of 2026] are fine [by qa lead, wants link sps, count 2,  not-author, accept sps >= 1 and sps < 5, job of  g, needs y, max-age 7d, paths docs/* a[bc].md, waive lead ]\n"
		"y = @ci:develop CI [ x ] passes\n"
		"[item.z]\nask = Z\nnot-author = yes\nby = qa\nwaive = never\n"
		"[gate.g]\nlaunch = l\ncheck = c\nread-id = {id}\n"
		"[checklist]\np = x g y z\n";

	assert_string_equal(sample_read(&s, policy), "");
	const struct item *x = item_find(&s.policy.items, "x", NULL);
	assert_string_equal(x->ask, "Docs [of 2026] are fine");
	assert_int_equal(x->is.by.n, 2);
	assert_int_equal(x->is.wants.n, 2);
	assert_int_equal(x->is.count, 2);
	assert_true(x->is.not_author);
	assert_int_equal(x->is.accept.n, 2);
	assert_string_equal(x->is.accept_text, "sps >= 1 and sps < 5");
	assert_string_equal(x->is.job_of.v[0], "g");
	assert_string_equal(x->is.needs.v[0], "y");
	assert_int_equal(x->is.max_age, 604800);
	assert_string_equal(x->is.paths.v[1], "a[bc].md");
	assert_string_equal(x->is.waive.v[0], "lead");
	const struct item *y = item_find(&s.policy.items, "y", NULL);
	assert_int_equal(y->fact.kind, FACT_CI);
	assert_string_equal(y->fact.of, "develop");
	assert_string_equal(y->ask, "CI [ x ] passes");
	const struct item *z = item_find(&s.policy.items, "z", NULL);
	assert_true(z->is.never_waive && z->is.not_author);
	assert_string_equal(z->is.origin[ITEM_WAIVE], ".gitrel:11");
	sample_release(&s);
}

TEST(staging_policy_reads_gates_with_their_keys)
{
	static const char policy[] =
		"[gate.g]\ntitle = Long test\nlaunch = ./l\ncheck = ./c\n"
		"read-id = Job {id}\nevery = 5m\ntimeout = 24h\nretries = 3 30s\n"
		"read = {ms} ms\naccept = ms <= 110% of previous\n"
		"max-age = 2d\npaths = src/* *.c\n"
		"for = final rehearsal\nneeds = w\n"
		"[gate.w]\n"
		"workflow = check.yml level=full type={type} to={set.TO}\n"
		"keep = report*\n"
		"[checklist]\np = w g\n";
	const char *final[] = { "final", "minor", NULL };
	const char *other[] = { "candidate", NULL };

	assert_string_equal(sample_read(&s, policy), "");
	const struct gate *g = gate_find(&s.policy.gates, "g");
	assert_string_equal(g->title, "Long test");
	assert_int_equal(g->way, GATE_BY_LAUNCH);
	assert_string_equal(g->read_id.name[0], "id");
	assert_int_equal(g->every, 300);
	assert_int_equal(g->timeout, 86400);
	assert_int_equal(g->tries, 3);
	assert_int_equal(g->pause, 30);
	assert_true(read_pattern_has(&g->read, "ms"));
	assert_true(g->accept.term[0].previous);
	assert_int_equal(g->max_age, 172800);
	assert_int_equal(g->paths.n, 2);
	assert_true(gate_is_for(g, final));
	assert_false(gate_is_for(g, other));
	const struct gate *w = gate_find(&s.policy.gates, "w");
	assert_int_equal(w->way, GATE_BY_WORKFLOW);
	assert_string_equal(w->workflow, "check.yml");
	assert_int_equal(w->n_inputs, 3);
	assert_string_equal(w->keep.v[0], "report*");
	assert_string_equal(w->input[1].name, "type");
	assert_string_equal(w->input[1].value, "{type}");
	assert_int_equal(w->every, 600);
	sample_release(&s);
}

TEST(staging_policy_tells_all_faults_at_once_with_their_lines)
{
	says("[roles]\nqa =\n[items]\na = A [by quality]\nb = @tagd B\n"
	     "[gate.g]\nrun = x\ntimeout = 5\n[checklist]\np = a c @rc @rc\n",
	     "the checklists have 8 faults\n"
	     "  .gitrel:2: role 'qa' has nobody in it\n"
	     "  .gitrel:4: a: there is no role 'quality'\n"
	     "  .gitrel:5: b: there is no fact '@tagd'; did you mean '@tagged'?\n"
	     "  .gitrel:5: 'b' is in the checklist of no release\n"
	     "  .gitrel:7: gate 'g' is in the checklist of no release\n"
	     "  .gitrel:8: timeout: '5' is no duration: 30s, 10m, 24h, 7d\n"
	     "  .gitrel:10: p: '@rc' again, first in p\n"
	     "  .gitrel:10: p: there is no item, gate or check 'c'");
}

TEST(staging_policy_knows_attributes_and_what_is_behind_them)
{
	item_says(
		"X [wnats link]",
		".gitrel:5: x: there is no attribute 'wnats'; did you mean 'wants'?");
	item_says(
		"X [job g]",
		".gitrel:5: x: there is no attribute 'job'; did you mean 'job of'?");
	item_says("X [by]", ".gitrel:5: x: by: there is nothing behind it");
	item_says("X []", ".gitrel:5: x: an attribute is missing");
	item_says("X [wants link,]", ".gitrel:5: x: an attribute is missing");
	item_says("X [wants link, wants file]",
		  ".gitrel:5: x: wants: stands there twice");
	item_says("X [wants link link]",
		  ".gitrel:5: x: wants: 'link' stands there twice");
	item_says("X [wants Link]", ".gitrel:5: x: wants: 'Link' is no name");
	item_says("X [count 0]",
		  ".gitrel:5: x: count: '0' is no number from 1 to 99");
	item_says("X [not-author yes]",
		  ".gitrel:5: x: not-author: takes nothing behind it");
	item_says(
		"X [max-age 7]",
		".gitrel:5: x: max-age: '7' is no duration: 30s, 10m, 24h, 7d");
	item_says("X [wants c, accept c = 1]",
		  ".gitrel:5: x: accept: '=' is none of >= <= > < == !=");
	item_says("X wants link]", ".gitrel:5: x: ']' without a '['");
	item_says("[wants link]", ".gitrel:5: x: there is no text");
	item_says("", ".gitrel:5: x: there is no text");
	item_says(
		"@findings X",
		".gitrel:5: x: '@findings' needs low, medium or high behind a colon");
	item_says(
		"@findings:hi X",
		".gitrel:5: x: '@findings:hi': '@findings:' takes low, medium or high");
	item_says("@tagged:x X",
		  ".gitrel:5: x: '@tagged' takes nothing behind it");
	item_says(
		"@ci:a..b X",
		".gitrel:5: x: '@ci:a..b': '@ci:' takes branch, tag, or the name of a branch");
	item_says("@ci", "");
	item_says("X [waive boss]", ".gitrel:5: x: there is no role 'boss'");
	item_says("X [waive never]", "");
}

TEST(staging_policy_that_nobody_can_meet_is_refused)
{
	item_says(
		"X [by lead, not-author]",
		".gitrel:5: x: nobody can meet it: 1 of 1 person, where one of them may be the author");
	item_says("X [by qa, not-author]", "");
	item_says(
		"X [by qa, count 2, not-author]",
		".gitrel:5: x: nobody can meet it: 2 of 2 people, where one of them may be the author");
	item_says("X [by qa lead, count 2, not-author]", "");
	item_says("X [by qa lead, count 4]",
		  ".gitrel:5: x: nobody can meet it: 4 of 3 people");
	item_says("X [count 4]", "");
	item_says("X [wants c, accept c >= 2 and c < 1]",
		  ".gitrel:5: no number meets what accept says twice of 'c'");
	item_says("X [needs x]", ".gitrel:5: 'x' waits for 'x'");
	item_says("X [job of g]",
		  ".gitrel:5: x: gate 'g' has no job: it is run, not launched");
	item_says("X [job of h]",
		  "the checklists have 2 faults\n"
		  "  .gitrel:5: x: there is no gate 'h'\n"
		  "  .gitrel:5: x: there is no item, gate or check 'h'");
	says("[items]\na = A [needs b]\nb = B [needs c]\nc = C\n"
	     "[checklist]\np = c (a) b\n",
	     ".gitrel:3: 'c' waits for 'a' waits for 'b' waits for 'c'");
	says("[items]\na = A [needs b]\nb = B\n"
	     "[checklist]\np = a @tagged b\n",
	     ".gitrel:2: a: nobody can meet it: 'b' comes after the release is finished");
	says("[items]\na = A\n[checklist]\np = a ( @tagged )\n",
	     ".gitrel:4: a: nobody can meet it: '@tagged' comes after the release is finished");
}

TEST(staging_policy_knows_which_values_there_are)
{
	item_says("X [wants a b, accept a >= 1]", "");
	item_says("X [wants a, accept a >= 1 and b >= 50% of c]",
		  "the checklists have 2 faults\n"
		  "  .gitrel:5: x: accept names 'b', which is not in wants\n"
		  "  .gitrel:5: x: accept names 'c', which is not in wants");
	item_says("X [wants link, accept link >= 1]",
		  ".gitrel:5: x: 'link' is no value to compare");
	item_says(
		"@check X [by qa, wants link]",
		"the checklists have 2 faults\n"
		"  .gitrel:5: x: by says nothing, since @check is looked at and nobody answers\n"
		"  .gitrel:5: x: wants says nothing, since @check is looked at and nobody answers");
	gate_says("run = x\nread = c {c}\naccept = d >= 1",
		  ".gitrel:6: accept names 'd', which is not in read");
	gate_says("run = x\naccept = d >= 1", "");
}

TEST(staging_policy_knows_how_a_gate_runs)
{
	gate_says(
		"title = x",
		".gitrel:4: [gate.g] has none of run, launch with check, and workflow");
	gate_says(
		"run = x\nworkflow = y",
		".gitrel:4: [gate.g] has more than one of run, launch with check, and workflow");
	gate_says("launch = x", ".gitrel:4: [gate.g] has launch without check");
	gate_says("check = x", ".gitrel:4: [gate.g] has check without launch");
	gate_says("run = x\nread-id = {id}",
		  ".gitrel:5: read-id: only with launch");
	gate_says("launch = x\ncheck = y\nread-id = {job}",
		  ".gitrel:6: read-id: '{job}' has to hold {id}, and no other");
	gate_says("workflow = y\nread = {x}",
		  ".gitrel:5: read: a workflow has no output to read");
	gate_says("workflow = y level",
		  ".gitrel:4: workflow: 'level' is no input=value");
	gate_says(
		"workflow = y level={x}",
		".gitrel:4: workflow: unknown placeholder '{x}'; known: {version} {series} {major} {minor} {patch} {candidate} {final} {type} {date} {description} {branch} {tag} {previous} {set.NAME}");
	gate_says("workflow = a=b",
		  ".gitrel:4: workflow: 'a=b' does not begin with a workflow");
	gate_says(
		"run = x\nretries = 5 times",
		".gitrel:5: retries: 'times' is no duration: 30s, 10m, 24h, 7d");
	gate_says(
		"run = x\nretries = x5",
		".gitrel:5: retries: 'x5' is not how often, and how far apart: 5 30s");
	gate_says(
		"run = x\nfor = majro",
		".gitrel:5: for: unknown type of release 'majro'; did you mean 'major'?");
	gate_says("run =", ".gitrel:4: run: there is nothing behind it");
	gate_says("run = x\npaths = a[b",
		  ".gitrel:5: paths: 'a[b' has a '[' without its ']'");
}

TEST(staging_policy_has_one_meaning_for_each_name)
{
	says("[items]\na = A\n[item.a]\nask = A\n[checklist]\np = a\n",
	     ".gitrel:4: 'a' is in [items] and has [item.a], see .gitrel:2");
	says("[items]\na = A\n[gate.a]\nrun = x\n[checklist]\np = a\n",
	     ".gitrel:2: 'a' is an item and a gate, see .gitrel:4");
	says("[check]\na = make\n[gate.a]\nrun = x\n[checklist]\np = a\n",
	     ".gitrel:4: 'a' is in [check] and has [gate.a], see .gitrel:2");
	/* a check may be hidden by an item, as those of all are @check */
	says("[check]\na = make\n[items]\na = A\n[checklist]\np = a @check\n",
	     "");
}

TEST(staging_policy_lists_name_what_there_is_once)
{
	says("[items]\na = A\n[checklist]\np = a\nq = (a)\nr =\ns = @rc (a)\nt = a (b\nu = ? X\n",
	     "the checklists have 7 faults\n"
	     "  .gitrel:5: q: there is no name in front of '('\n"
	     "  .gitrel:6: r: there is nothing in it\n"
	     "  .gitrel:7: s: '@rc' is a fact, and has no parts\n"
	     "  .gitrel:8: t: '(' without a ')'\n"
	     "  .gitrel:8: t: 'a' again, first in p\n"
	     "  .gitrel:8: t: there is no item, gate or check 'b'\n"
	     "  .gitrel:9: u: '?' is no name");
	says("[items]\na = A\nb = B\n[checklist]\np = a b\nq = b (a)\n",
	     "the checklists have 2 faults\n"
	     "  .gitrel:6: q: 'b' again, first in p\n"
	     "  .gitrel:6: q: 'a' again, first in p");
	says("[phases]\nx = X\np =\n[items]\na = A\n[checklist]\np = a\n",
	     "the checklists have 2 faults\n"
	     "  .gitrel:2: no checklist has a phase 'x'\n"
	     "  .gitrel:3: p has no title");
	says("[items]\na = A\n[items.major]\nb = B\n"
	     "[checklist.final]\np = a b\n",
	     "the checklists have 3 faults\n"
	     "  .gitrel:6: p: a minor release has no item, gate or check 'b'\n"
	     "  .gitrel:6: p: a patch release has no item, gate or check 'b'\n"
	     "  .gitrel:6: p: a hotfix release has no item, gate or check 'b'");
	says("[items]\na = A\n[items.rehearsal]\na = B\n[checklist.final]\np = a\n",
	     ".gitrel:4: 'a' is in the checklist of no rehearsal release");
}

TEST(staging_policy_without_any_line_is_fine)
{
	says("[release]\nmodel = trunk\n", "");
	says("[roles]\nqa = a@x\n", "");
	says("[roles]\nqa = *@x\n",
	     ".gitrel:2: '*@x' in role 'qa' is no one person: name each as in the file of allowed signers");
	says("[roles]\nqa = a@x a@x\n",
	     ".gitrel:2: 'a@x' is in role 'qa' twice");
}
