#include "git-stage/sheet/sheet.h"

#include "cli/page.h"
#include "git-stage/sheet/write.h"
#include "text/html.h"

/* Pixels; what is across is told in percent, so that a narrow page has points of the
 * same size. */
enum { LANE = 36, RADIUS = 5, POINTS_MAX = 1000 };

enum { LANE_CANDIDATE, LANE_GATES, LANE_ITEMS, LANE_REST, N_LANES };
static const char *const lanes[N_LANES] = { "Candidate", "Gates", "Items",
					    "Other" };

static int lane_of(const struct record *rec)
{
	switch (rec->kind) {
	case RECORD_OPEN:
	case RECORD_CANDIDATE:
	case RECORD_CLOSE:
		return LANE_CANDIDATE;
	case RECORD_LAUNCH:
	case RECORD_GATE:
		return LANE_GATES;
	case RECORD_ITEM:
	case RECORD_WAIVE:
		return LANE_ITEMS;
	default:
		return LANE_REST;
	}
}

/* Tenths of a percent between both ends. */
static unsigned across(long long at, long long from, long long to)
{
	if (to <= from || at <= from)
		return 20;
	return at >= to ? 980 :
			  20 + (unsigned)(960 * (at - from) / (to - from));
}

/* What went wrong is a square: colours are not all there is. */
static void add_point(struct sheet *x, const struct record *rec, unsigned at)
{
	int y = lane_of(rec) * LANE + LANE - RADIUS - 3;
	bool bad = rec->result == RESULT_FAIL;
	const char *class = rec->result == RESULT_PASS ? "good" : "open";

	if (bad)
		strbuf_addf(x->out,
			    "<rect class=bad x=\"%u.%u%%\" y=%d width=10 "
			    "height=10 transform=\"translate(-5 -5)\">",
			    at / 10, at % 10, y);
	else
		strbuf_addf(x->out,
			    "<circle class=%s cx=\"%u.%u%%\" cy=%d r=%d>",
			    class, at / 10, at % 10, y, RADIUS);
	strbuf_adds(x->out, "<title>");
	html_add(x->out, rec->result ? record_results[rec->result] :
				       record_kinds[rec->kind]);
	if (rec->text[TEXT_NAME]) {
		strbuf_addc(x->out, ' ');
		html_add(x->out, rec->text[TEXT_NAME]);
	}
	strbuf_adds(x->out, bad ? "</title></rect>\n" : "</title></circle>\n");
}

static void add_lanes(struct sheet *x)
{
	for (int i = 0; i < N_LANES; i++)
		strbuf_addf(x->out,
			    "<text x=0 y=%d>%s</text>"
			    "<line x1=0 x2=100%% y1=%d y2=%d></line>\n",
			    i * LANE + 14, lanes[i], i * LANE + LANE - 8,
			    i * LANE + LANE - 8);
}

static void find_ends(const struct evidence *e, long long *from, long long *to)
{
	*from = e->link[0].time;
	*to = *from;
	for (size_t i = 1; i < e->n; i++) {
		*from = e->link[i].time < *from ? e->link[i].time : *from;
		*to = e->link[i].time > *to ? e->link[i].time : *to;
	}
}

static void add_ends(struct sheet *x, long long from, long long to)
{
	strbuf_adds(x->out, "<p class=\"ends soft\"><time>");
	page_add_time(x->out, "%Y-%m-%d %H:%M UTC", from);
	strbuf_adds(x->out, "</time> <time>");
	page_add_time(x->out, "%Y-%m-%d %H:%M UTC", to);
	strbuf_adds(x->out, "</time></p>\n<p class=soft>Green circles have "
			    "passed, red squares have failed.</p>\n");
}

/* The newest, where there are very many; what has failed is on top. */
static void add_points(struct sheet *x, long long from, long long to, bool bad)
{
	const struct evidence *e = &x->s->evidence;
	size_t skip = e->n_records > POINTS_MAX ? e->n_records - POINTS_MAX : 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct link *l = &e->link[i];
		for (size_t k = l->first; k < l->first + l->n; k++)
			if (k >= skip &&
			    bad == (e->record[k].result == RESULT_FAIL))
				add_point(x, &e->record[k],
					  across(l->time, from, to));
	}
}

void sheet_timeline(struct sheet *x)
{
	const struct evidence *e = &x->s->evidence;
	long long from, to;

	if (!e->n)
		return;
	find_ends(e, &from, &to);
	write_section(x, "time", "Timeline");
	strbuf_addf(x->out,
		    "<svg class=timeline width=100%% height=%d role=img "
		    "aria-label=\"%zu record%s by their time\">\n",
		    N_LANES * LANE, e->n_records, e->n_records == 1 ? "" : "s");
	add_lanes(x);
	add_points(x, from, to, false);
	add_points(x, from, to, true);
	strbuf_adds(x->out, "</svg>\n");
	add_ends(x, from, to);
	write_end(x);
}
