// The details: an entity with its claims in sections, a claim with its sentence in its paragraph, the source text.
const SECTIONS = [
  ['Bound by: agreements and memberships', (c) => data.themes[c.p] === 'bonds'],
  ['What should, will or may happen', (c) => !['fact', 'negated'].includes(kindOf(c)), true],
  ['Alliances, cooperation and contact', (c) => data.themes[c.p] === 'cooperation'],
  ['What is denied, or should not be', (c) => kindOf(c) === 'negated', true],
  ['Leaders and offices', (c) => data.themes[c.p] === 'offices'],
  ['Conflict, threats, means and events', (c) => data.themes[c.p] === 'conflict'],
  ['Agreements and documents: made, changed, carried out', (c) => data.themes[c.p] === 'arrangements'],
  ['Dates and evaluations', (c) => c.o === undefined],
  ['Other', () => true],
];
const letters = new Map();
const chars = (doc) => { if (!letters.has(doc)) letters.set(doc, documents[doc].text ? Array.from(documents[doc].text) : null); return letters.get(doc); };
const when = (claim) => {
  const other = claim.o === undefined ? null : nodes[claim.o];
  const own = claim.from && claim.to && claim.from !== claim.to ? `${claim.from} – ${claim.to}` : claim.from || claim.to;
  return own || (data.themes[claim.p] === 'bonds' && other && other.date) || '';
};
const nodeLink = (i) => el('button', { className: 'plain', textContent: nodes[i].l, onclick: (event) => { event.stopPropagation(); chooseNode(i); } });

function showNode(i) {
  const node = nodes[i], facts = byId('facts');
  facts.replaceChildren(el('h2', { textContent: node.l }), el('div', { className: 'class', textContent: [node.c, node.date, ...node.n.slice(0, 6)].filter(Boolean).join(' · ') }));
  const actions = el('div', { className: 'actions' },
    el('button', { textContent: 'Show only its links', onclick: () => { focus(i); changed(true); } }),
    el('button', { textContent: 'Expand', title: 'Add its neighbours to the graph', onclick: () => expand(i) }),
    el('button', { textContent: 'Collapse', title: 'Take away neighbours that have no other link', onclick: () => collapse(i) }),
    el('button', { textContent: 'Hide', onclick: () => hide(i) }),
    ...node.w.filter((w) => /^https?:/.test(w)).slice(0, 2).map((w) => el('a', { href: w, textContent: w.replace(/^https?:\/\/(www\.)?/, '').replace(/\/.*\//, ' '), rel: 'noreferrer noopener', target: '_blank' })));
  facts.append(actions);
  const rest = new Set([...node.out, ...node.in].filter(allowed));
  for (const [title, fits, beyondFact] of SECTIONS) {
    const found = [...rest].filter((c) => fits(c) && (beyondFact || kindOf(c) === 'fact'));
    found.forEach((c) => rest.delete(c));
    if (!found.length) continue;
    found.sort((a, b) => (beyondFact ? a.k - b.k : 0) || (when(a) || '9').localeCompare(when(b) || '9') || a.i - b.i);
    facts.append(el('h3', { textContent: `${title} (${found.length})` }), ...found.slice(0, 60).map((c) => claimBox(c)));
    if (found.length > 60) facts.append(el('p', { textContent: `${found.length - 60} more are in the table.` }));
  }
  const [linked, between, rank, community, strained] = node.m;
  facts.append(el('h3', { textContent: 'Place in the network' }), el('p', { className: 'class', textContent: `Linked to ${linked} others · betweenness ${between} · PageRank ${rank} · community ${community}` + (strained ? ` · in ${strained} strained triangles` : '') }));
  facts.scrollTop = 0;
}
function claimBox(claim, open = false) {
  const stroke = strokes[claim.k], negated = claim.k === strokes.length - 1;
  const says = [isAuthor(claim) && kindOf(claim) === 'fact' ? null : `says ${holder(claim)}`, kindOf(claim) === 'fact' ? null : kinds.find((k) => k[0] === kindOf(claim))[1], `in “${documents[claim.d].title}”${documents[claim.d].published ? ' of ' + documents[claim.d].published : ''}`].filter(Boolean).join(' · ');
  const extras = Object.entries(claim.q || {}).filter(([k]) => !['date', 'from', 'to', 'verb'].includes(k)).map(([k, v]) => `${k}: ${v}`).join('; ');
  const line = el('p', {}, sign(claim) ? el('span', { className: 'sign', textContent: sign(claim), title: stroke.meaning }) : null, nodeLink(claim.s), ' ', (negated ? 'not: ' : '') + (claim.p === 'relatedTo' ? label(claim) : words(claim.p)), ' ', claim.o !== undefined ? nodeLink(claim.o) : `“${claim.v}”`, ' ', when(claim) ? el('span', { className: 'when', textContent: when(claim) }) : data.themes[claim.p] === 'bonds' && kindOf(claim) === 'fact' ? el('small', { textContent: 'no date stated' }) : null);
  const box = el('div', { className: 'claim', tabIndex: 0 }, line, extras ? el('small', { textContent: extras + ' — ' }) : null, el('small', { textContent: says }));
  box.dataset.claim = claim.i;
  box.style.borderLeftColor = tint(stroke.colour);
  const toggle = () => { const shut = box.querySelector('.why'); if (shut) shut.remove(); else box.append(why(claim)); };
  box.onclick = () => { toggle(); chooseClaim(claim.i, false); };
  box.onkeydown = (event) => { if (event.target === box && (event.key === 'Enter' || event.key === ' ')) { event.preventDefault(); box.onclick(); } };
  if (open) { box.append(why(claim)); box.classList.add('chosen'); }
  return box;
}

// Where a claim comes from: its paragraph with the words marked, its rule, its id.
function why(claim) {
  const quote = el('blockquote'), text = chars(claim.d), [start, end] = claim.e;
  if (text) {
    let from = start, to = end;
    while (from > 0 && text[from - 1] !== '\n' && start - from < 600) from--;
    while (to < text.length && text[to] !== '\n' && to - end < 600) to++;
    quote.append(text.slice(from, start).join(''), marked(claim, text.slice(start, end)), text.slice(end, to).join(''));
  } else quote.append(marked(claim, Array.from(claim.t)));
  const chain = claim.r && claim.r.length ? `, as reported by ${claim.r.map((r) => (typeof r === 'number' ? nodes[r].l : r)).join(', ')}` : '';
  return el('div', { className: 'why' }, quote, el('small', { textContent: `Held by ${holder(claim)}${chain}. Rule ${claim.rule}, confidence ${claim.c}. ` }), el('button', { className: 'plain', textContent: 'Show in the text', onclick: (event) => { event.stopPropagation(); chooseClaim(claim.i, true); openTab('text'); } }), el('br'), el('small', { textContent: claim.id }));
}
// The sentence with the words that license subject, predicate and object.
function marked(claim, letters) {
  const [start, , ...spans] = claim.e, whole = el('mark');
  const cuts = spans.map((span, n) => (span ? [span[0] - start, span[1] - start, 'spo'[n]] : null)).filter((c) => c && c[0] >= 0 && c[1] <= letters.length && c[0] < c[1]).sort((a, b) => a[0] - b[0]);
  let at = 0;
  for (const [from, to, kind] of cuts) {
    if (from < at) continue;
    whole.append(letters.slice(at, from).join(''), el('mark', { className: kind, textContent: letters.slice(from, to).join(''), title: { s: 'subject', p: 'relation', o: 'object' }[kind] }));
    at = to;
  }
  whole.append(letters.slice(at).join(''));
  return whole;
}

function showClaims(list) {
  byId('facts').replaceChildren(el('h2', { textContent: list.length === 1 ? 'One claim' : `${list.length} claims` }), ...list.map((c, n) => claimBox(c, n === 0)));
  byId('facts').scrollTop = 0;
}
function showIntroduction() {
  const facts = byId('facts');
  facts.replaceChildren(el('h2', { textContent: 'Where to begin' }), el('p', { textContent: 'Search for an entity above, or click one in the graph: its agreements, leaders, threats and what should happen next are listed here, each with the sentence that says so.' }), el('p', { textContent: 'Click a line to see its claims. The filters at the left decide what the graph and the table show; at first only what the authors state as fact.' }), el('h3', { textContent: 'Best linked' }));
  const order = [...nodes].sort((a, b) => b.out.length + b.in.length - a.out.length - a.in.length || a.i - b.i).slice(0, 12);
  facts.append(...order.map((n) => el('p', {}, nodeLink(n.i), ' ', el('small', { textContent: `${n.c}, ${n.out.length + n.in.length} claims` }))));
}

let textOf = null;
function showText(doc) {
  const pane = byId('text'), text = chars(doc);
  if (textOf !== doc) {
    textOf = doc;
    const choice = el('select', { ariaLabel: 'Document', onchange: (event) => showText(Number(event.target.value)) }, ...documents.map((d, n) => el('option', { value: n, textContent: d.title, selected: n === doc })));
    const body = el('div', { className: 'body' });
    const spans = new Map();
    for (const claim of claims) if (claim.d === doc) for (const e of [claim.e, ...(claim.also || [])]) { const key = e[0] + ' ' + e[1]; spans.set(key, [...(spans.get(key) || []), claim.i]); }
    const order = [...spans].map(([key, list]) => [...key.split(' ').map(Number), list]).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let at = 0;
    for (const [start, end, list] of order) {
      if (start < at) continue;
      if (text) body.append(text.slice(at, start).join(''));
      const mark = el('mark', { tabIndex: 0, title: list.length === 1 ? '1 claim' : list.length + ' claims', textContent: text ? text.slice(start, end).join('') : claims[list[0]].t });
      mark.dataset.claims = list.join(' ');
      mark.onclick = () => { showClaims(list.map((i) => claims[i])); chooseClaim(list[0], false); openTab('facts'); };
      mark.onkeydown = (event) => { if (event.key === 'Enter') mark.onclick(); };
      body.append(mark, text ? '' : '\n\n');
      at = end;
    }
    if (text) body.append(text.slice(at).join(''));
    pane.replaceChildren(choice, el('p', { className: 'class', textContent: [documents[doc].published, documents[doc].path, text ? '' : 'only the sentences with claims'].filter(Boolean).join(' · ') }), body);
  }
  pane.querySelectorAll('mark.chosen').forEach((m) => { m.classList.remove('chosen'); m.textContent = m.textContent; });
  if (state.claim !== null && claims[state.claim].d === doc) {
    const mark = [...pane.querySelectorAll('mark[data-claims]')].find((m) => m.dataset.claims.split(' ').includes(String(state.claim)));
    if (mark) {
      const claim = claims[state.claim];
      mark.classList.add('chosen');
      if (mark.textContent.length && (text ? text.slice(claim.e[0], claim.e[1]).join('') : claim.t) === mark.textContent) mark.replaceChildren(...marked(claim, Array.from(mark.textContent)).childNodes);
      if (!pane.hidden) mark.scrollIntoView({ block: 'center' }); }
  }
}
function openTab(name) {
  for (const [tab, pane] of [['factsTab', 'facts'], ['textTab', 'text']]) { byId(tab).setAttribute('aria-selected', pane === name); byId(pane).hidden = pane !== name; }
  if (name === 'text') showText(state.claim !== null ? claims[state.claim].d : textOf ?? (state.node !== null && [...nodes[state.node].out, ...nodes[state.node].in][0]?.d) ?? 0);
}
