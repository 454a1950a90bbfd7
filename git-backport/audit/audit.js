"use strict";
(() => {
const FIRST = 1; // columns before those of the branches
const $ = (id) => document.getElementById(id);
const table = $("matrix"), filter = $("filter"), panel = $("panel");
const heads = Array.from(table.tHead.rows[0].cells).slice(FIRST);
const names = heads.map((th) => th.firstChild.textContent);
const rows = Array.from(table.tBodies[0].rows);
const evidence = Array.from($("evidence").children, (li) => li.textContent.trim());
const states = Array.from(document.querySelectorAll("#states input"));
const SAYS = {
	"-": "absent: nothing there is a pick of it",
	"=": "picked",
	"~": "edited: a pick that was changed",
	"^": "ancestor: the branch has the commit itself",
	"R": "reverted",
	"x": "declined",
};

// ---- filter ----------------------------------------------------------------

// The rules that hide columns are in a sheet of their own.
const sheet = document.head.appendChild(document.createElement("style"));
const boxes = names.map((name) => {
	const label = document.createElement("label");
	const box = document.createElement("input");
	const text = document.createElement("bdi");
	box.type = "checkbox";
	box.checked = true;
	text.textContent = name;
	label.append(box, " ", text);
	label.title = name;
	$("list").append(label);
	return box;
});

// What the rows are searched for: read once, when it is needed first.
let known;
const read = () => known ??= rows.map((row) => ({
	text: `${row.dataset.c} ${row.cells[0].textContent}`.toLowerCase(),
	cells: Array.from(row.cells).slice(FIRST).map((td) => td.textContent),
}));

const shownBranches = () => names.map((_, i) => i).filter((i) => boxes[i].checked);

function hideColumns(shown) {
	const hidden = names.map((_, i) => i).filter((i) => !boxes[i].checked);
	sheet.textContent = hidden.map((i) =>
		`#matrix tr > :nth-child(${i + FIRST + 1}) { display: none }`).join("\n");
	table.style.setProperty("--n", shown.length);
	table.tHead.previousElementSibling.span = Math.max(1, shown.length);
	$("chosen").textContent = hidden.length ?
		`${shown.length} of ${names.length}` : `all ${names.length}`;
}

function apply() {
	const words = $("text").value.toLowerCase().split(/\s+/).filter(Boolean);
	const wanted = states.filter((s) => s.checked).map((s) => s.value);
	const shown = shownBranches();
	let n = 0;
	hideColumns(shown);
	read().forEach((k, i) => {
		const ok = words.every((w) => k.text.includes(w)) &&
			(!wanted.length || shown.some((b) =>
				wanted.some((w) => k.cells[b].includes(w))));
		rows[i].hidden = !ok;
		n += ok;
	});
	// What was shown may be gone, and keys need a place to begin at.
	if (!at.offsetParent && n) {
		panel.hidden || close(false);
		stand(rows.find((row) => !row.hidden).cells[0]);
	}
	$("shown").textContent = n === rows.length ?
		`all ${n} changes` : `${n} of ${rows.length} changes`;
}

// The filter is in the address, so that what is seen can be sent to others.
function remember() {
	const p = new URLSearchParams();
	if ($("text").value)
		p.set("text", $("text").value);
	states.filter((s) => s.checked).forEach((s) => p.append("state", s.value));
	if (boxes.some((b) => !b.checked))
		shownBranches().forEach((i) => p.append("branch", names[i]));
	history.replaceState(null, "", "#" + p);
}

function recall() {
	const p = new URLSearchParams(location.hash.slice(1));
	const wanted = p.getAll("branch");
	$("text").value = p.get("text") ?? "";
	states.forEach((s) => { s.checked = p.getAll("state").includes(s.value); });
	boxes.forEach((b, i) => { b.checked = !wanted.length || wanted.includes(names[i]); });
	apply();
}

let waiting;
function changed() {
	clearTimeout(waiting);
	waiting = setTimeout(() => { apply(); remember(); }, 60);
}

// ---- what is known of a cell -----------------------------------------------

function knownBy(cell) {
	const row = cell.parentNode;
	let at = 0;
	for (let c = row.cells[FIRST]; c !== cell; c = c.nextElementSibling)
		at += !"-^".includes(c.textContent[0]);
	const [, n, by] = /(\d+):(.*)/.exec(row.dataset.e.split(" ")[at]);
	return { how: evidence[n], by };
}

const pick = (row, targets) => "git backport " +
	("m" in row.dataset ? "-m 1 " : "") + targets.join(" ") + " -- " +
	row.dataset.c.slice(0, 12);
const target = (i) => heads[i].dataset.t;

function tellCell(cell, i) {
	const row = cell.parentNode, letter = cell.textContent[0];
	const gap = cell.textContent.includes("!");
	let how = SAYS[letter] ?? letter, command = pick(row, [target(i)]);
	if (!"-^".includes(letter)) {
		const k = knownBy(cell);
		if (k.by)
			how += ` by ${k.by}`;
		if (letter === "R")
			how += "; to have it there again:";
		else if (k.by)
			command = `git show ${k.by}`;
		if (letter === "x")
			how += `: ${k.how}`;
		else if (letter !== "R")
			how += `, known from: ${k.how}`;
	} else if (letter === "^") {
		command = `git show ${row.dataset.c.slice(0, 12)}`;
	}
	if (gap)
		how += `. Order violation: ${names[i + 1]} has it, who goes from there to ${names[i]} loses it.`;
	return [how, command];
}

function tellRow(row) {
	const gaps = names.map((_, i) => i).filter((i) =>
		row.cells[i + FIRST].textContent.includes("!"));
	return gaps.length ?
		[`order violated on ${gaps.map((i) => names[i]).join(", ")}`,
			pick(row, gaps.map(target))] :
		[`commit ${row.dataset.c}, ${row.querySelector("time").textContent}`,
			`git show ${row.dataset.c}`];
}

function tellBranch(i) {
	const counts = {};
	read().forEach((k) => {
		const letter = k.cells[i][0];
		counts[letter] = (counts[letter] ?? 0) + 1;
	});
	return [Object.keys(SAYS).filter((l) => counts[l]).map((l) =>
		`${SAYS[l].split(":")[0]}: ${counts[l]}`).join(", "),
		`git backport missing ${target(i)}`];
}

let at; // the cell that keys begin at
let closing;

function stand(cell) {
	if (at)
		at.tabIndex = -1;
	at = cell;
	at.tabIndex = 0;
}

function show(cell) {
	const row = cell.parentNode, i = cell.cellIndex - FIRST;
	const head = row.parentNode === table.tHead;
	const [how, command] = head ? tellBranch(i) :
		i < 0 ? tellRow(row) : tellCell(cell, i);
	const subject = head ? "" : row.querySelector("bdi").textContent;
	const what = [i >= 0 ? names[i] : "", subject].filter(Boolean);
	heads.forEach((th, k) => th.classList.toggle("on", k === i));
	$("what").replaceChildren(...what.flatMap((text, n) => {
		const part = document.createElement("bdi");
		part.textContent = text;
		return n ? [": ", part] : [part];
	}));
	$("how").textContent = how;
	$("command").textContent = command;
	$("copy").textContent = "Copy";
	panel.hidden = false;
	document.body.classList.add("open");
	if (!head && i >= 0)
		cell.setAttribute("aria-label", `${names[i]}: ${how}`);
	const top = table.tHead.offsetHeight, left = row.cells[0];
	document.documentElement.style.scrollPadding = `${top}px 2rem ` +
		`${panel.offsetHeight + 8}px ${left.offsetWidth}px`;
	stand(cell);
}

function close(back) {
	panel.hidden = true;
	document.body.classList.remove("open");
	heads.forEach((th) => th.classList.remove("on"));
	closing = true;
	if (back)
		at.focus();
	closing = false;
}

async function copy() {
	try {
		await navigator.clipboard.writeText($("command").textContent);
	} catch {
		getSelection().selectAllChildren($("command"));
		document.execCommand("copy");
	}
	$("copy").textContent = "Copied";
}

// ---- keys and clicks ---------------------------------------------------------

const cellOf = (e) => e.target.closest("#matrix th[data-t], #matrix tbody > tr > *");

function go(to) {
	if (!to)
		return;
	to.tabIndex = -1;
	to.focus();
	if (at !== to || panel.hidden)
		show(to); // a window that is not in front tells of no focus
	to.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function move(down, right) {
	const lines = [table.tHead.rows[0], ...rows.filter((r) => !r.hidden)];
	const columns = [FIRST - 1, ...shownBranches().map((i) => i + FIRST)];
	const clamp = (n, list) => list[Math.min(Math.max(n, 0), list.length - 1)];
	const column = clamp(columns.indexOf(at.cellIndex) + right, columns);
	const line = clamp(lines.indexOf(at.parentNode) + down, lines);
	go(line === lines[0] && column < FIRST ? lines[1]?.cells[column] :
		line.cells[column]);
}

const KEYS = {
	ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
	PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -1e6], End: [0, 1e6],
};

table.addEventListener("click", (e) => go(cellOf(e)));
table.addEventListener("focusin", (e) => {
	const cell = cellOf(e);
	if (cell && !closing)
		show(cell);
});
table.addEventListener("keydown", (e) => {
	if (!at || e.altKey || e.ctrlKey || e.metaKey)
		return;
	if (KEYS[e.key])
		move(...KEYS[e.key]);
	else if (e.key === "Enter" || e.key === " ")
		panel.hidden ? show(at) : $("copy").focus();
	else
		return;
	e.preventDefault();
});
document.addEventListener("keydown", (e) => {
	if (e.key === "Escape" && !panel.hidden)
		close(true);
	if (e.key === "/" && !/^(text|search)$/.test(e.target.type)) {
		e.preventDefault();
		$("text").focus();
	}
});
$("close").addEventListener("click", () => close(true));
$("copy").addEventListener("click", copy);
filter.addEventListener("submit", (e) => e.preventDefault());
filter.addEventListener("input", changed);
filter.addEventListener("reset", () => setTimeout(() => {
	boxes.forEach((b) => { b.checked = true; });
	apply();
	remember();
}));
for (const id of ["all", "none"])
	$(id).addEventListener("click", () => {
		boxes.forEach((b) => { b.checked = id === "all"; });
		changed();
	});
window.addEventListener("hashchange", recall);

document.body.classList.add("scripted");
table.setAttribute("role", "grid");
filter.hidden = false;
stand(rows[0] ? rows[0].cells[0] : heads[0]);
if (location.hash.length > 1)
	recall();
else
	$("shown").textContent = `all ${rows.length} changes`;
})();
