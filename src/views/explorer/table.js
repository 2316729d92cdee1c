// The same claims as a table: sorted by any column, chosen by a click, downloaded as CSV.
const COLUMNS = [
  ['subject', 'Subject', (c) => nodes[c.s].l], ['relation', 'Relation', (c) => sign(c) + label(c)], ['object', 'Object', object], ['when', 'When', when],
  ['kind', 'Kind', (c) => kinds.find((k) => k[0] === kindOf(c))[1]], ['holder', 'Who says so', holder], ['document', 'Document', (c) => documents[c.d].title], ['sentence', 'Sentence', (c) => c.t || chars(c.d).slice(c.e[0], c.e[1]).join('')], ['claim', 'Claim', (c) => c.id],
];
const ROWS = 150;
let rows = ROWS;
function tableClaims() {
  const some = state.mode === 'overview' ? passing : passing.filter((c) => state.shown.has(c.s) && (c.o === undefined || state.shown.has(c.o)));
  const [key, way] = state.sort, value = COLUMNS.find((c) => c[0] === key)[2];
  const keyed = some.map((c) => [String(value(c) ?? '').toLowerCase(), c]);
  return keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1].i - b[1].i) * way).map((pair) => pair[1]);
}
function fillTable(more = false) {
  rows = more ? rows + ROWS : ROWS;
  const table = byId('table'), list = tableClaims();
  table.tHead.replaceChildren(el('tr', {}, ...COLUMNS.slice(0, 7).map(([key, name]) => {
    const on = state.sort[0] === key;
    const head = el('th', { scope: 'col', ariaSort: on ? (state.sort[1] > 0 ? 'ascending' : 'descending') : 'none' }, el('button', { textContent: name + (on ? (state.sort[1] > 0 ? ' ▲' : ' ▼') : ''), onclick: () => { state.sort = [key, on ? -state.sort[1] : 1]; fillTable(); } }));
    return head;
  })));
  table.tBodies[0].replaceChildren(...list.slice(0, rows).map((c) => {
    const row = el('tr', { tabIndex: 0, className: c.i === state.claim ? 'chosen' : '' }, ...COLUMNS.slice(0, 7).map(([, , value]) => el('td', { textContent: value(c) ?? '' })));
    row.onclick = () => { showClaims([c]); chooseClaim(c.i, false); openTab('facts'); table.querySelector('tr.chosen')?.classList.remove('chosen'); row.classList.add('chosen'); };
    row.onkeydown = (event) => { if (event.key === 'Enter') row.onclick(); };
    return row;
  }));
  if (list.length > rows) table.tBodies[0].append(el('tr', {}, el('td', { colSpan: 7 }, `${list.length - rows} more; all are in the CSV. `, el('button', { className: 'plain', textContent: 'Show more', onclick: () => fillTable(true) }))));
}
function csv() {
  const cell = (text) => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return [COLUMNS.map((c) => c[1]), ...tableClaims().map((c) => COLUMNS.map((column) => String(column[2](c) ?? '')))].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
function save(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
