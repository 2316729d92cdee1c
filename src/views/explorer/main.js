// Events: search, filters, choosing, expanding, paths, links to a view, keyboard, theme.
function changed(fit = false) {
  refilter();
  draw(fit);
  if (!byId('tablePane').hidden) fillTable();
  const drawn = claims.filter((c) => c.o !== undefined && state.shown.has(c.s) && state.shown.has(c.o) && passes(c)).length;
  byId('shown').textContent = `Graph: ${state.shown.size} of ${nodes.length} entities, ${drawn} claims. ${passing.length} of ${claims.length} claims pass the filters.` + (state.mode === 'overview' ? ' The best linked are drawn; search or click for others.' : '') + (state.shown.size >= LIMIT ? ` No more than ${LIMIT} are drawn at once.` : '');
  remember();
}
// Shows one entity with its neighbours around it.
function focus(i) {
  state.mode = 'chosen';
  state.shown = around(i);
  ring(i);
}
function chooseNode(i) {
  state.node = i;
  state.claim = null;
  if (!state.shown.has(i)) { focus(i); changed(true); } else { mark(); remember(); }
  showNode(i);
  openTab('facts');
  const node = graph.getElementById('n' + i);
  if (node.length && (node.renderedPosition('x') < 0 || node.renderedPosition('y') < 0 || node.renderedPosition('x') > graph.width() || node.renderedPosition('y') > graph.height())) graph.center(node);
}
function chooseClaim(i, toText) {
  state.claim = i;
  mark();
  if (!passes(claims[i])) byId('shown').textContent = `This claim is not in the graph: the filters at the left leave out what is “${kinds.find((k) => k[0] === kindOf(claims[i]))[1]}”${isAuthor(claims[i]) ? '' : ' or held by others than the author'}.`;
  document.querySelectorAll('.claim.chosen').forEach((b) => b.classList.remove('chosen'));
  document.querySelector(`.claim[data-claim="${i}"]`)?.classList.add('chosen');
  if (toText || !byId('text').hidden) showText(claims[i].d);
  remember();
}
function expand(i) {
  state.mode = 'chosen';
  const near = passing.filter((c) => c.o !== undefined && (c.s === i || c.o === i));
  const fresh = [...best(near, OVERVIEW, new Set([i]))].filter((n) => !state.shown.has(n)).slice(0, 25);
  state.shown = new Set([...state.shown, i, ...fresh]);
  changed(fresh.length > 0);
}
function collapse(i) {
  state.mode = 'chosen';
  for (const n of neighbours(i)) if (state.shown.has(n) && [...neighbours(n)].filter((m) => state.shown.has(m)).length <= 1) state.shown.delete(n);
  changed();
}
function hide(i) {
  state.mode = 'chosen';
  state.shown.delete(i);
  if (state.node === i) { state.node = null; showIntroduction(); }
  changed();
}

// Filters.
function checks(box, entries, off) {
  byId(box).replaceChildren(...entries.map(([key, name, count]) => {
    const input = el('input', { type: 'checkbox', checked: !off.has(key), onchange: () => { if (input.checked) off.delete(key); else off.add(key); changed(); } });
    return el('label', { className: 'check' }, input, el('span', { textContent: name }), el('small', { textContent: count }));
  }));
  if (entries.length > 6) byId(box).prepend(el('button', { className: 'plain', textContent: 'all', onclick: () => { off.clear(); fillFilters(); changed(); } }), el('button', { className: 'plain', textContent: 'none', onclick: () => { entries.forEach((e) => off.add(e[0])); fillFilters(); changed(); } }));
}
const tally = (list) => { const counts = new Map(); for (const key of list) counts.set(key, (counts.get(key) || 0) + 1); return [...counts].sort((a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1)); };
const years = claims.flatMap((c) => [year(c.from), year(c.to)]).filter((y) => y !== null);
const [firstYear, lastYear] = [Math.min(...years), Math.max(...years)];
function fillFilters() {
  const filter = state.filter, counts = new Map(tally(claims.map(kindOf)));
  byId('kinds').replaceChildren(...kinds.filter(([key]) => counts.get(key)).map(([key, name, sign]) => {
    const input = el('input', { type: 'checkbox', checked: filter.kinds.has(key), onchange: () => { if (input.checked) filter.kinds.add(key); else filter.kinds.delete(key); changed(); } });
    input.dataset.kind = key;
    return el('label', { className: 'check' }, input, el('span', { textContent: sign + name }), el('small', { textContent: counts.get(key) }));
  }));
  const others = el('input', { type: 'checkbox', id: 'others', checked: filter.others, onchange: () => { filter.others = others.checked; changed(); } });
  byId('kinds').append(el('label', { className: 'check' }, others, el('span', { textContent: 'also held by others than the author' }), el('small', { textContent: claims.filter((c) => !isAuthor(c)).length })));
  checks('classes', tally(nodes.map((n) => n.f)).map(([f, n]) => [f, families[f].label, n]), filter.off.classes);
  checks('properties', tally(claims.map((c) => c.p)).map(([p, n]) => [p, words(p), n]), filter.off.properties);
  checks('holders', tally(claims.map(holder)).slice(0, 80).map(([h, n]) => [h, h, n]), filter.off.holders);
  checks('documents', tally(claims.map((c) => c.d)).map(([d, n]) => [d, documents[d].title, n]), filter.off.documents);
  byId('timeBox').hidden = !years.length || firstYear === lastYear;
  for (const [id, value] of [['since', filter.since ?? firstYear], ['until', filter.until ?? lastYear]]) { Object.assign(byId(id), { min: firstYear, max: lastYear, step: 1 }); byId(id).value = value; byId(id + 'Text').textContent = value; }
  byId('undated').checked = filter.undated;
}
function timeChanged(event) {
  let [since, until] = [Number(byId('since').value), Number(byId('until').value)];
  if (since > until) { if (event.target.id === 'since') until = since; else since = until; }
  [byId('since').value, byId('until').value] = [since, until];
  [byId('sinceText').textContent, byId('untilText').textContent] = [since, until];
  Object.assign(state.filter, { since: since > firstYear ? since : null, until: until < lastYear ? until : null });
  changed();
}

// Search: labels that begin so, then any name that contains it.
let options = [], option = -1;
function search() {
  const asked = byId('search').value.trim().toLowerCase(), list = byId('found');
  const score = (n) => (n.l.toLowerCase() === asked ? 0 : n.l.toLowerCase().startsWith(asked) ? 1 : 2);
  options = asked ? nodes.filter((n) => n.find.includes(asked)).sort((a, b) => score(a) - score(b) || b.out.length + b.in.length - a.out.length - a.in.length || a.i - b.i).slice(0, 12) : [];
  option = options.length ? 0 : -1;
  list.hidden = !asked;
  byId('search').setAttribute('aria-expanded', String(!list.hidden));
  list.replaceChildren(...(options.length ? options.map((n, at) => { const li = el('li', { id: 'option' + at, role: 'option', ariaSelected: String(at === option) }, n.l + ' ', el('small', { textContent: `${n.c}, ${n.out.length + n.in.length} claims` })); li.onmousedown = (event) => { event.preventDefault(); pick(at); }; return li; }) : [el('li', { textContent: 'nothing by that name' })]));
  active();
}
function active() {
  [...byId('found').children].forEach((li, at) => li.setAttribute('aria-selected', String(at === option)));
  if (option >= 0) byId('search').setAttribute('aria-activedescendant', 'option' + option); else byId('search').removeAttribute('aria-activedescendant');
}
function pick(at) {
  const node = options[at];
  if (!node) return;
  byId('search').value = node.l;
  byId('found').hidden = true;
  byId('search').setAttribute('aria-expanded', 'false');
  focus(node.i);
  state.node = node.i;
  changed(true);
  chooseNode(node.i);
}
byId('search').oninput = search;
byId('search').onblur = () => { byId('found').hidden = true; };
byId('search').onkeydown = (event) => {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); option = Math.max(0, Math.min(options.length - 1, option + (event.key === 'ArrowDown' ? 1 : -1))); active(); }
  if (event.key === 'Enter') pick(option);
  if (event.key === 'Escape') byId('found').hidden = true;
};

// The address of a view.
const short = (id) => (id.startsWith(data.base) ? id.slice(data.base.length) : id);
function remember() {
  const f = state.filter, base = fresh(), p = new URLSearchParams(), list = (set) => [...set].sort((a, b) => (String(a) < String(b) ? -1 : 1)).join('~');
  if (state.node !== null) p.set('n', short(nodes[state.node].id));
  if (state.claim !== null) p.set('c', short(claims[state.claim].id));
  const ego = state.node !== null && state.mode === 'chosen' && list(around(state.node)) === list(state.shown);
  if (ego) p.set('e', 1); else if (state.mode === 'chosen') p.set('g', [...state.shown].map((i) => short(nodes[i].id)).join('~'));
  if (list(f.kinds) !== list(base.kinds)) p.set('k', list(f.kinds));
  if (f.others) p.set('o', 1);
  if (f.since !== null) p.set('s', f.since);
  if (f.until !== null) p.set('u', f.until);
  if (!f.undated) p.set('x', 1);
  for (const [key, set] of Object.entries(f.off)) if (list(set) !== list(base.off[key])) p.set(key, [...set].map((v) => (key === 'documents' ? short(documents[v].id) : key === 'classes' ? families[v].kind : v)).sort().join('~'));
  if (!byId('tablePane').hidden) p.set('t', 1);
  const hash = '#' + p.toString();
  if (location.hash !== hash && !(hash === '#' && !location.hash)) history.replaceState(null, '', hash);
}
function recall() {
  const p = new URLSearchParams(location.hash.slice(1)), f = (state.filter = fresh());
  const node = (key) => nodes.findIndex((n) => short(n.id) === key), parts = (key) => p.get(key).split('~').filter(Boolean);
  if (p.has('k')) f.kinds = new Set(parts('k'));
  f.others = p.has('o');
  f.since = p.has('s') ? Number(p.get('s')) : null;
  f.until = p.has('u') ? Number(p.get('u')) : null;
  f.undated = !p.has('x');
  for (const key of Object.keys(f.off)) if (p.has(key)) f.off[key] = new Set(parts(key).map((v) => (key === 'documents' ? documents.findIndex((d) => short(d.id) === v) : key === 'classes' ? families.findIndex((x) => x.kind === v) : v)));
  state.mode = p.has('g') || p.has('e') ? 'chosen' : 'overview';
  if (p.has('g')) state.shown = new Set(parts('g').map(node).filter((i) => i >= 0));
  state.node = p.has('n') && node(p.get('n')) >= 0 ? node(p.get('n')) : null;
  if (p.has('e') && state.node !== null) { refilter(); focus(state.node); }
  const claim = p.has('c') ? claims.findIndex((c) => short(c.id) === p.get('c')) : -1;
  state.claim = claim >= 0 ? claim : null;
  fillFilters();
  form(p.has('t') ? 'table' : 'graph');
  changed(true);
  if (state.node !== null) showNode(state.node); else if (state.claim === null) showIntroduction();
  if (state.claim !== null) { if (state.node === null) showClaims([claims[state.claim]]); mark(); }
}

function form(name) {
  const table = name === 'table';
  byId('graphTab').setAttribute('aria-selected', String(!table));
  byId('tableTab').setAttribute('aria-selected', String(table));
  [byId('graphPane').hidden, byId('graphTools').hidden, byId('tablePane').hidden, byId('saveCsv').hidden] = [table, table, !table, !table];
  if (table) fillTable(); else graph.resize();
  remember();
}
function findPath() {
  const named = (id) => nodes.findIndex((n) => n.l.toLowerCase() === byId(id).value.trim().toLowerCase());
  const [from, to] = [named('pathFrom'), named('pathTo')];
  const found = from >= 0 && to >= 0 ? between(from, to) : null;
  if (!found) { byId('shown').textContent = from < 0 || to < 0 ? 'Choose two entities from the list for a path.' : 'No claims that pass the filters connect the two; allow more kinds of claim.'; return; }
  state.mode = 'chosen';
  state.shown = best(passing.filter((c) => found.has(c.s) && found.has(c.o)), OVERVIEW, new Set([from, to]));
  state.node = from;
  changed(true);
  showNode(from);
}
graph.on('tap', 'node', (event) => chooseNode(event.target.data('i')));
graph.on('mouseover', 'edge', (event) => event.target.addClass('hover'));
graph.on('mouseout', 'edge', (event) => event.target.removeClass('hover'));
graph.on('mouseover', 'node', (event) => event.target.connectedEdges().addClass('hover'));
graph.on('mouseout', 'node', (event) => event.target.connectedEdges().removeClass('hover'));
graph.on('dbltap', 'node', (event) => expand(event.target.data('i')));
graph.on('tap', 'edge', (event) => { const list = event.target.data('claims').map((i) => claims[i]); showClaims(list); openTab('facts'); chooseClaim(list[0].i, false); });
graph.on('tap', (event) => { if (event.target === graph) { state.node = null; state.claim = null; mark(); remember(); } });
graph.on('dragfree', 'node', (event) => state.places.set(event.target.data('i'), { ...event.target.position() }));
byId('graph').onkeydown = (event) => {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (way) {
    event.preventDefault();
    const here = state.node !== null && state.shown.has(state.node) ? state.node : null;
    if (here === null) { const first = best(passing, 1).values().next().value ?? [...state.shown][0]; if (first !== undefined) chooseNode([...state.shown].includes(first) ? first : [...state.shown][0]); return; }
    const at = state.places.get(here), ahead = [...neighbours(here)].filter((n) => state.shown.has(n) && n !== here).map((n) => { const p = state.places.get(n), dx = p.x - at.x, dy = p.y - at.y, along = dx * way[0] + dy * way[1]; return [along > 0 ? Math.hypot(dx, dy) * (2 - along / Math.hypot(dx, dy)) : Infinity, n]; }).sort((a, b) => a[0] - b[0]);
    if (ahead.length && ahead[0][0] < Infinity) chooseNode(ahead[0][1]);
  } else if (event.key === 'Enter' && state.node !== null) expand(state.node);
  else if (event.key === 'Delete' && state.node !== null) hide(state.node);
  else if (event.key === '+' || event.key === '=') byId('zoomIn').click();
  else if (event.key === '-') byId('zoomOut').click();
};
document.onkeydown = (event) => { if (event.key === '/' && !/INPUT|SELECT/.test(document.activeElement.tagName)) { event.preventDefault(); byId('search').focus(); } if (event.key === 'Escape') { state.claim = null; state.node = null; mark(); remember(); } };
const zoom = (by) => graph.zoom({ level: graph.zoom() * by, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
byId('zoomIn').onclick = () => zoom(1.3);
byId('zoomOut').onclick = () => zoom(1 / 1.3);
byId('fit').onclick = () => graph.fit(undefined, 24);
byId('arrange').onclick = () => { relax([...folded().values()]); draw(true); };
byId('findPath').onclick = findPath;
function firstPlaces() { nodes.forEach((n) => { if (n.x !== undefined) state.places.set(n.i, { x: n.x, y: n.y }); }); }
byId('home').onclick = () => { firstPlaces(); state.mode = 'overview'; state.node = null; state.claim = null; state.filter = fresh(); byId('search').value = ''; fillFilters(); showIntroduction(); openTab('facts'); changed(true); };
byId('reset').onclick = () => { state.filter = fresh(); fillFilters(); changed(); };
byId('since').oninput = timeChanged;
byId('until').oninput = timeChanged;
byId('undated').onchange = () => { state.filter.undated = byId('undated').checked; changed(); };
byId('graphTab').onclick = () => form('graph');
byId('tableTab').onclick = () => form('table');
byId('factsTab').onclick = () => openTab('facts');
byId('textTab').onclick = () => openTab('text');
byId('saveCsv').onclick = () => save('claims.csv', csv(), 'text/csv');
byId('saveSvg').onclick = () => save('graph.svg', svg(), 'image/svg+xml');
byId('savePng').onclick = () => save('graph.png', graph.png({ output: 'blob', full: true, scale: 2, maxWidth: 6000, maxHeight: 6000, bg: dark() ? '#14181d' : '#ffffff' }));
byId('print').onclick = () => window.print();
// Paper shows the drawing as lines, not the canvas as it happened to be scaled.
window.addEventListener('beforeprint', () => { byId('printed').src = 'data:image/svg+xml,' + encodeURIComponent(svg()); });
byId('copyLink').onclick = () => { remember(); const done = () => { byId('shown').textContent = 'The address of this view: ' + location.href; }; if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, done); else done(); };
function theme(on) { document.documentElement.classList.toggle('dark', on); byId('themeSwitch').textContent = on ? 'Light' : 'Dark'; byId('themeSwitch').setAttribute('aria-pressed', String(on)); restyle(); }
byId('themeSwitch').onclick = () => { theme(!dark()); draw(); };
window.onhashchange = recall;
byId('names').append(...[...nodes].sort((a, b) => b.out.length + b.in.length - a.out.length - a.in.length).slice(0, 800).map((n) => el('option', { value: n.l })));
firstPlaces();
theme(matchMedia('(prefers-color-scheme: dark)').matches);
recall();
