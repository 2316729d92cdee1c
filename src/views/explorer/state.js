// The data of the page, what the filters let through, and the part of the graph that is shown.
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const { nodes, claims, documents, families, strokes, relations } = data;
const LIMIT = 120, OVERVIEW = data.overview, NEAR = 24;
const byId = (id) => document.getElementById(id);
const el = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children.filter((c) => c !== null && c !== undefined));
  return node;
};
const FACT = strokes.findIndex((s) => s.kind === 'Neutral');
const kindOf = (claim) => (claim.k <= 3 ? 'fact' : strokes[claim.k].kind.toLowerCase());
const kinds = [['fact', 'stated as fact', ''], ...strokes.slice(4).map((s) => [s.kind.toLowerCase(), s.meaning, s.sign])];
const isAuthor = (claim) => claim.a === 1;

claims.forEach((claim, index) => { claim.i = index; });
nodes.forEach((node, index) => { node.i = index; node.out = []; node.in = []; node.find = [node.l, ...node.n].join('\n').toLowerCase(); });
claims.forEach((claim) => {
  nodes[claim.s].out.push(claim);
  if (claim.o !== undefined && claim.o !== claim.s) nodes[claim.o].in.push(claim);
});

const fresh = () => ({ kinds: new Set(['fact']), others: false, off: { classes: new Set(), properties: new Set(['relatedTo']), holders: new Set(), documents: new Set() }, since: null, until: null, undated: true });
const state = { filter: fresh(), shown: new Set(), mode: 'overview', node: null, claim: null, places: new Map(), sort: ['subject', 1] };

const sign = (claim) => claim.g || strokes[claim.k].sign;
const words = (property) => relations[property] || property;
const label = (claim) => (claim.q && (claim.p === 'leads' || claim.p === 'holdsOfficeIn') && claim.q.role) || (claim.p === 'relatedTo' && claim.q && claim.q.verb) || words(claim.p);
const holder = (claim) => (typeof claim.h === 'number' ? nodes[claim.h].l : claim.h);
const object = (claim) => (claim.o !== undefined ? nodes[claim.o].l : claim.v);
const year = (date) => (date ? Number(date.slice(0, 4)) : null);

// Everything but the kind of statement: what the details list.
function allowed(claim) {
  const { off, since, until, undated } = state.filter;
  if (off.properties.has(claim.p) || off.documents.has(claim.d) || off.holders.has(holder(claim))) return false;
  if (off.classes.has(nodes[claim.s].f) || (claim.o !== undefined && off.classes.has(nodes[claim.o].f))) return false;
  if (since === null && until === null) return true;
  const [from, to] = [year(claim.from) ?? year(claim.to), year(claim.to) ?? year(claim.from)];
  if (from === null) return undated;
  return (since === null || to >= since) && (until === null || from <= until);
}
const passes = (claim) => allowed(claim) && state.filter.kinds.has(kindOf(claim)) && (isAuthor(claim) || state.filter.others);

let passing = [];
function refilter() {
  passing = claims.filter(passes);
  if (state.mode === 'overview') state.shown = best(passing, OVERVIEW);
}

const degree = (i) => nodes[i].out.length + nodes[i].in.length;

// The best linked entities among some claims; equals in the order of the data.
function best(some, limit, always = new Set()) {
  const links = new Map(), weight = new Map();
  for (const claim of some) {
    if (claim.o === undefined || claim.o === claim.s) continue;
    for (const [a, b] of [[claim.s, claim.o], [claim.o, claim.s]]) {
      if (!links.has(a)) links.set(a, new Set());
      links.get(a).add(b);
      weight.set(a, (weight.get(a) || 0) + 1);
    }
  }
  const order = [...links.keys()].sort((a, b) => always.has(b) - always.has(a) || links.get(b).size - links.get(a).size || weight.get(b) - weight.get(a) || degree(b) - degree(a) || a - b);
  const chosen = new Set([...always, ...order.slice(0, limit)]);
  // Who would stand alone makes room for the next that does not.
  const alone = (node) => !always.has(node) && ![...(links.get(node) || [])].some((n) => chosen.has(n));
  const rest = order.slice(limit);
  for (let lonely = [...chosen].filter(alone); lonely.length; lonely = [...chosen].filter(alone)) for (const node of lonely) {
    chosen.delete(node);
    while (rest.length) { const next = rest.shift(); if (!alone(next)) { chosen.add(next); break; } }
  }
  return chosen;
}
function neighbours(node) {
  return new Set(passing.filter((c) => c.o !== undefined && (c.s === node || c.o === node)).map((c) => (c.s === node ? c.o : c.s)));
}
function around(node) {
  const near = passing.filter((c) => c.o !== undefined && (c.s === node || c.o === node));
  return best(near, NEAR, new Set([node]));
}

// All nodes on shortest paths between two, over passing claims in either direction.
function between(from, to) {
  const links = new Map();
  for (const c of passing) if (c.o !== undefined) for (const [a, b] of [[c.s, c.o], [c.o, c.s]]) links.set(a, (links.get(a) || new Set()).add(b));
  const steps = (start) => {
    const reached = new Map([[start, 0]]);
    for (const queue = [start]; queue.length;) {
      const here = queue.shift();
      for (const next of links.get(here) || []) if (!reached.has(next)) { reached.set(next, reached.get(here) + 1); queue.push(next); }
    }
    return reached;
  };
  const [ahead, behind] = [steps(from), steps(to)];
  if (!ahead.has(to)) return null;
  return new Set([...ahead.keys()].filter((n) => behind.has(n) && ahead.get(n) + behind.get(n) === ahead.get(to)));
}
