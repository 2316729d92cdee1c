// The drawing: folded lines between shown entities, places from the file or found by relaxation, keyboard.
const dark = () => document.documentElement.classList.contains('dark');
const SHAPES = { Country: 'round-rectangle', Group: 'round-rectangle', Organization: 'rectangle', Person: 'ellipse', Arrangement: 'cut-rectangle', Policy: 'cut-rectangle', Initiative: 'tag', Threat: 'octagon', Event: 'hexagon', Capability: 'barrel', Measure: 'bottom-round-rectangle', Principle: 'round-octagon', Place: 'ellipse', Document: 'rectangle' };

function wrap(text, most = 4) {
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && (line + ' ' + word).length > 16) { lines.push(line); line = ''; }
    line += (line ? ' ' : '') + word;
  }
  if (line) lines.push(line);
  const cut = lines.map((l) => (l.length > 24 ? l.slice(0, 23) + '…' : l));
  return cut.length > most ? [...cut.slice(0, most - 1), cut[most - 1] + '…'] : cut;
}
const size = (node) => {
  const lines = wrap(node.l);
  const extra = node.date ? 1 : 0;
  const kind = families[node.f].kind, wide = { Event: 44, Threat: 34, Person: 36, Place: 36 }[kind] || 22;
  return { w: Math.max(44, Math.max(...lines.map((l) => l.length), extra * 8) * 6.6 + wide), h: (lines.length + extra) * 15 + (kind === 'Person' || kind === 'Place' ? 18 : 12) };
};

const graph = cytoscape({ container: byId('graph'), elements: [], minZoom: 0.1, maxZoom: 3, boxSelectionEnabled: false, autounselectify: true });
function restyle() {
  const ink = dark() ? '#e8ebef' : '#1b222b', page = dark() ? '#14181d' : '#ffffff';
  graph.style([
    { selector: 'node', style: { shape: 'data(shape)', label: 'data(label)', width: 'data(w)', height: 'data(h)', 'background-color': dark() ? 'data(border)' : 'data(fill)', 'background-opacity': dark() ? 0.55 : 1, 'border-color': dark() ? 'data(fill)' : 'data(border)', 'border-width': 1.4, 'text-wrap': 'wrap', 'text-valign': 'center', 'font-size': 12, 'line-height': 1.15, color: ink, 'font-family': 'DejaVu Sans Condensed, Segoe UI, Noto Sans, Arial, sans-serif' } },
    { selector: 'node[?dashed]', style: { 'border-style': 'dashed' } },
    { selector: 'edge', style: { width: 'data(width)', label: 'data(label)', 'curve-style': 'bezier', 'control-point-step-size': 52, 'line-color': (e) => tint(e.data('colour')), 'target-arrow-color': (e) => tint(e.data('colour')), 'source-arrow-color': (e) => tint(e.data('colour')), 'target-arrow-shape': 'data(arrow)', 'source-arrow-shape': 'data(back)', 'target-arrow-fill': 'data(filled)', 'arrow-scale': 0.9, 'line-style': 'data(line)', 'line-dash-pattern': (e) => e.data('dashes'), 'font-size': 10, color: (e) => tint(e.data('colour')), 'text-wrap': 'wrap', 'text-background-color': page, 'text-background-opacity': 0.92, 'text-background-padding': 1.5, 'text-rotation': 'none', 'min-zoomed-font-size': 8, 'text-margin-y': 'data(aside)', 'loop-direction': '45deg' } },
    { selector: 'edge.bare', style: { label: '' } },
    { selector: 'edge.quiet', style: { label: '', opacity: 0.3 } },
    { selector: '.faded', style: { opacity: 0.18 } },
    { selector: 'node.chosen', style: { 'border-width': 4, 'border-color': dark() ? '#7cc0f5' : '#0060a0', 'font-weight': 'bold' } },
    { selector: 'edge.chosen', style: { width: 4 } },
    { selector: 'edge.hover', style: { label: 'data(label)', opacity: 1, 'min-zoomed-font-size': 0, 'font-size': (e) => Math.max(10, 12 / graph.zoom()), 'z-index': 99 } },
  ]);
}
const tint = (colour) => (dark() ? { '#2B3440': '#C9D1DB', '#00784F': '#3FC796', '#7A7F87': '#9AA3AE', '#B33C00': '#FF8A52', '#0060A0': '#6DB9F2', '#8A5A00': '#E5B04A', '#93366F': '#E58BC3', '#5C6270': '#AEB6C2' }[colour] || colour : colour);

// Claims between shown entities, folded by pair and kind of statement.
function folded() {
  const folds = new Map();
  for (const claim of passing) {
    if (claim.o === undefined || !state.shown.has(claim.s) || !state.shown.has(claim.o)) continue;
    const both = claim.b === 1;
    const [a, b] = both && claim.s > claim.o ? [claim.o, claim.s] : [claim.s, claim.o];
    const key = [a, b, claim.k, both].join(' ');
    if (!folds.has(key)) folds.set(key, { a, b, k: claim.k, both, claims: [] });
    folds.get(key).claims.push(claim);
  }
  return folds;
}
function relationWords(fold) {
  const stroke = strokes[fold.k];
  if (!stroke.words) return '';
  const counts = new Map();
  for (const claim of fold.claims) { const name = sign(claim) + label(claim); counts.set(name, (counts.get(name) || 0) + 1); }
  const order = [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
  const lines = order.slice(0, order.length > 3 ? 2 : 3).map(([name, n]) => name + (n > 1 ? ' ×' + n : ''));
  if (order.length > 3) lines.push('+' + (order.length - 2) + ' more');
  return lines.join('\n');
}

function draw(fit = false) {
  if (state.shown.size > LIMIT) {
    const keep = new Set(state.node === null ? [] : [state.node]);
    const near = passing.filter((c) => c.o !== undefined && state.shown.has(c.s) && state.shown.has(c.o));
    state.shown = best(near, LIMIT, keep);
  }
  const folds = folded();
  placeNew(folds);
  const elements = [];
  for (const i of state.shown) {
    const node = nodes[i], family = families[node.f], { w, h } = size(node);
    elements.push({ group: 'nodes', data: { id: 'n' + i, i, label: wrap(node.l).join('\n') + (node.date ? '\n' + node.date : ''), w, h, shape: SHAPES[family.kind], fill: family.fill, border: family.border, dashed: family.kind === 'Group' || family.kind === 'Place' }, position: { ...state.places.get(i) } });
  }
  const beside = new Map();
  for (const [key, fold] of folds) {
    const s = strokes[fold.k], pair = [fold.a, fold.b].sort((x, y) => x - y).join(' '), n = beside.get(pair) || 0;
    beside.set(pair, n + 1);
    elements.push({ group: 'edges', data: { id: 'e' + key, source: 'n' + fold.a, target: 'n' + fold.b, label: relationWords(fold), aside: n === 0 ? 0 : (n % 2 ? 1 : -1) * Math.ceil(n / 2) * 14, claims: fold.claims.map((c) => c.i), colour: s.colour, width: s.width, line: s.dashes ? 'dashed' : 'solid', dashes: s.dashes ? s.dashes.split(' ').map(Number) : [6, 3], arrow: s.arrow, back: fold.both ? s.arrow : 'none', filled: s.filled } });
  }
  graph.batch(() => { graph.elements().remove(); graph.add(elements); });
  mark();
  legend(folds);
  graph.resize();
  if (fit) graph.fit(undefined, 24);
}

// Entities without a place start beside a placed neighbour, then all are relaxed; entities with a place keep it.
function placeNew(folds) {
  const missing = [...state.shown].filter((i) => !state.places.has(i));
  if (!missing.length) return;
  const links = [...folds.values()];
  missing.forEach((i, n) => {
    const link = links.find((f) => (f.a === i && state.places.has(f.b)) || (f.b === i && state.places.has(f.a)));
    const base = link ? state.places.get(link.a === i ? link.b : link.a) : { x: 0, y: 0 };
    const turn = n * 2.399963;
    state.places.set(i, { x: base.x + Math.cos(turn) * (90 + n * 7), y: base.y + Math.sin(turn) * (60 + n * 5) });
  });
  relax(links);
}
// One entity in the middle, its neighbours in rings around it, like beside like: no line to the middle runs behind a box.
function ring(centre) {
  const others = [...state.shown].filter((i) => i !== centre).sort((a, b) => nodes[a].f - nodes[b].f || degree(b) - degree(a) || a - b);
  state.places.set(centre, { x: 0, y: 0 });
  const rings = others.length > 12 ? 2 : 1, share = others.length / rings;
  const [rx, ry] = [Math.max(230, share * 25), Math.max(180, share * 21)];
  others.forEach((i, n) => {
    const turn = (n / others.length) * 2 * Math.PI - Math.PI / 2 + 0.15, far = n % rings ? 1.62 : 1;
    state.places.set(i, { x: Math.round(Math.cos(turn) * rx * far), y: Math.round(Math.sin(turn) * ry * far) });
  });
}
function relax(folds, rounds = 260) {
  const ids = [...state.shown], boxes = ids.map((i) => size(nodes[i])), at = ids.map((i) => ({ ...state.places.get(i) }));
  const index = new Map(ids.map((id, n) => [id, n])), pairs = new Set();
  for (const f of folds) if (f.a !== f.b && index.has(f.a) && index.has(f.b)) pairs.add([index.get(f.a), index.get(f.b)].sort((x, y) => x - y).join(' '));
  const springs = [...pairs].map((p) => p.split(' ').map(Number)), links = at.map(() => 0);
  for (const [a, b] of springs) { links[a]++; links[b]++; }
  const rest = 160 + 3 * Math.max(0, ...links);
  for (let round = 0; round < rounds; round++) {
    const heat = 60 * (1 - round / rounds) + 1, move = at.map(() => ({ x: 0, y: 0 }));
    for (let a = 0; a < at.length; a++) for (let b = 0; b < a; b++) {
      const dx = at[a].x - at[b].x || (a - b) * 0.01, dy = at[a].y - at[b].y || 0.01;
      const near = Math.hypot(dx * 0.8, dy * 1.3) + 1, push = 40000 / (near * near);
      move[a].x += dx / near * push; move[a].y += dy / near * push; move[b].x -= dx / near * push; move[b].y -= dy / near * push;
      const ox = (boxes[a].w + boxes[b].w) / 2 + 34 - Math.abs(dx), oy = (boxes[a].h + boxes[b].h) / 2 + 22 - Math.abs(dy);
      if (ox > 0 && oy > 0) {
        if (ox < oy) { const s = Math.sign(dx) * ox / 2; move[a].x += s; move[b].x -= s; } else { const s = Math.sign(dy) * oy / 2; move[a].y += s; move[b].y -= s; }
      }
    }
    for (const [a, b] of springs) {
      const dx = at[b].x - at[a].x, dy = at[b].y - at[a].y, far = Math.hypot(dx, dy) + 1, pull = (far - rest) * 0.045;
      move[a].x += dx / far * pull; move[a].y += dy / far * pull; move[b].x -= dx / far * pull; move[b].y -= dy / far * pull;
    }
    // Boxes leave the lines between others, once the tangle has come apart.
    if (round > rounds * 0.4) for (const [a, b] of springs) {
      const dx = at[b].x - at[a].x, dy = at[b].y - at[a].y, square = dx * dx + dy * dy + 1, length = Math.sqrt(square);
      for (let c = 0; c < at.length; c++) {
        if (c === a || c === b) continue;
        const along = ((at[c].x - at[a].x) * dx + (at[c].y - at[a].y) * dy) / square;
        if (along < 0.05 || along > 0.95) continue;
        let x = at[c].x - at[a].x - along * dx, y = at[c].y - at[a].y - along * dy;
        const far = Math.hypot(x, y), reach = (boxes[c].w * Math.abs(dy) + boxes[c].h * Math.abs(dx)) / (2 * length) + 16;
        if (far >= reach) continue;
        [x, y] = far < 0.5 ? [-dy / length, dx / length] : [x / far, y / far];
        const push = (reach - far) * 0.5;
        move[c].x += x * push; move[c].y += y * push;
        for (const end of [a, b]) { move[end].x -= x * push * 0.3; move[end].y -= y * push * 0.3; }
      }
    }
    at.forEach((p, n) => {
      move[n].x -= p.x * 0.020; move[n].y -= p.y * 0.011;
      const step = Math.hypot(move[n].x, move[n].y) + 1e-9, most = Math.min(step, heat) / step;
      p.x += move[n].x * most; p.y += move[n].y * most;
    });
  }
  ids.forEach((id, n) => state.places.set(id, { x: Math.round(at[n].x), y: Math.round(at[n].y) }));
}

function mark() {
  choose();
  uncrowd();
}
// Words that would run into a box or into other words wait for the pointer.
function uncrowd() {
  const taken = graph.nodes().map((n) => n.boundingBox({ includeLabels: false, includeOverlays: false }));
  const meets = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
  graph.edges().forEach((e) => {
    if (!e.data('label') || e.hasClass('bare') || e.hasClass('quiet')) return;
    const lines = e.data('label').split('\n'), m = e.midpoint();
    const w = Math.max(...lines.map((l) => l.length)) * 5.4 + 4, h = lines.length * 12 + 2, y = m.y + e.data('aside');
    const box = { x1: m.x - w / 2, x2: m.x + w / 2, y1: y - h / 2, y2: y + h / 2 };
    if (!e.hasClass('chosen') && taken.some((t) => meets(t, box))) e.addClass('bare'); else taken.push(box);
  });
}
function choose() {
  graph.elements().removeClass('chosen faded quiet bare');
  if (state.claim !== null) graph.edges().filter((e) => e.data('claims').includes(state.claim)).addClass('chosen');
  if (state.node === null) {
    // Too many words to read at once: they show under the pointer, and when an entity is chosen.
    if (graph.edges().length > 70) graph.edges().addClass('bare');
    return;
  }
  const node = graph.getElementById('n' + state.node);
  if (!node.length) return;
  node.addClass('chosen');
  graph.edges().difference(node.connectedEdges()).addClass('quiet');
  if (state.mode === 'overview') graph.elements().difference(node.closedNeighborhood()).addClass('faded');
}
function legend(folds) {
  const box = byId('legend');
  box.replaceChildren();
  const used = new Set([...state.shown].map((i) => nodes[i].f)), kinds = new Set([...folds.values()].map((f) => f.k));
  families.forEach((f, n) => { if (used.has(n)) { const i = el('i'); i.style.background = dark() ? f.border : f.fill; i.style.borderColor = dark() ? f.fill : f.border; box.append(el('span', {}, i, f.label)); } });
  strokes.forEach((s, n) => { if (kinds.has(n)) { const b = el('b'); b.style.borderTopColor = tint(s.colour); b.style.borderTopStyle = s.dashes ? (s.dashes.startsWith('1') || s.dashes.startsWith('2') ? 'dotted' : 'dashed') : 'solid'; box.append(el('span', {}, b, s.sign + s.meaning)); } });
}

// The drawing as SVG, from what the canvas shows.
function svg() {
  const box = graph.elements().boundingBox(), pad = 20, esc = (t) => t.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[c]));
  const out = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.x1 - pad} ${box.y1 - pad} ${box.w + 2 * pad} ${box.h + 2 * pad}" font-family="DejaVu Sans Condensed, Arial, sans-serif"><title>${esc(data.title)}</title><defs>`];
  strokes.forEach((s, n) => out.push(`<marker id="m${n}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M1 1L9 5L1 9Z" fill="${s.filled === 'filled' ? s.colour : '#fff'}" stroke="${s.colour}"/></marker>`));
  out.push(`</defs><rect x="${box.x1 - pad}" y="${box.y1 - pad}" width="${box.w + 2 * pad}" height="${box.h + 2 * pad}" fill="#fff"/>`);
  const lines = (text, x, y, size, fill) => text.split('\n').map((t, n, all) => `<text x="${x.toFixed(1)}" y="${(y + (n - (all.length - 1) / 2) * size * 1.2 + size * 0.35).toFixed(1)}" font-size="${size}" text-anchor="middle" fill="${fill}">${esc(t)}</text>`).join('');
  graph.edges().forEach((e) => {
    const a = e.sourceEndpoint(), b = e.targetEndpoint(), c = e.controlPoints(), m = e.midpoint(), k = Number(e.id().split(' ')[2]), s = strokes[k];
    if (!a || !b || Number.isNaN(a.x) || Number.isNaN(b.x)) return;
    const way = c && c.length === 1 ? `Q${c[0].x} ${c[0].y} ${b.x} ${b.y}` : c && c.length > 1 ? `C${c[0].x} ${c[0].y} ${c[c.length - 1].x} ${c[c.length - 1].y} ${b.x} ${b.y}` : `L${b.x} ${b.y}`;
    out.push(`<path d="M${a.x} ${a.y}${way}" fill="none" stroke="${s.colour}" stroke-width="${s.width}"${s.dashes ? ` stroke-dasharray="${s.dashes}"` : ''} marker-end="url(#m${k})"${e.data('back') !== 'none' ? ` marker-start="url(#m${k})"` : ''}/>`);
    if (e.data('label') && !e.hasClass('bare')) out.push(`<g paint-order="stroke" stroke="#fff" stroke-width="3" stroke-linejoin="round">${lines(e.data('label'), m.x, m.y, 10, s.colour)}</g>`);
  });
  graph.nodes().forEach((n) => {
    const { x, y } = n.position(), { w, h, fill, border } = n.data(), r = n.data('shape') === 'ellipse' ? Math.min(w, h) / 2 : n.data('shape') === 'round-rectangle' ? 8 : 2;
    out.push(`<rect x="${x - w / 2}" y="${y - h / 2}" width="${w}" height="${h}" rx="${r}" fill="${fill}" stroke="${border}" stroke-width="1.4"${n.data('dashed') ? ' stroke-dasharray="5 3"' : ''}/>${lines(n.data('label'), x, y, 12, '#1b222b')}`);
  });
  return out.join('\n') + '</svg>\n';
}
