// Reads the exported RDF with N3.js: every format holds the same graph, in RDF 1.1 and with triple terms in RDF 1.2.
// Usage: NODE_PATH=… node tests/tools/read_rdf.cjs FOLDER-OF-EXPORTS
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const N3 = require('n3');

const folder = process.argv[2];
const KINDS = { turtle: 'text/turtle', trig: 'application/trig', ntriples: 'application/n-triples', nquads: 'application/n-quads' };
const REIFIES = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies';

/** The triples of a file as text, each once; graphs as a second list. */
function read(file, format) {
  const quads = new N3.Parser({ format }).parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  const text = (term) => (term.termType === 'Quad' ? `<<${['subject', 'predicate', 'object'].map((part) => text(term[part])).join(' ')}>>`
    : `${term.termType} ${term.value} ${term.datatype ? term.datatype.value : ''}`);
  const triple = (quad) => [quad.subject, quad.predicate, quad.object].map(text).join(' | ');
  assert.ok(quads.every((quad) => [quad.subject, quad.object, quad.graph].every((term) => term.termType !== 'BlankNode')), `${file} has blank nodes`);
  return {
    triples: new Set(quads.map(triple)),
    quads: new Set(quads.map((quad) => `${triple(quad)} | ${quad.graph.value}`)),
    terms: quads.filter((quad) => quad.predicate.value === REIFIES && quad.object.termType === 'Quad').length,
  };
}

for (const [profile, name] of [['graph11', 'RDF 1.1'], ['graph', 'RDF 1.2']]) {
  const files = Object.fromEntries(Object.entries(KINDS).map(([format, type]) => [format, read(`${profile}.${format}`, type)]));
  for (const [format, { triples, terms }] of Object.entries(files)) {
    assert.deepEqual(triples, files.ntriples.triples, `N3.js reads another graph from ${profile}.${format}`);
    assert.equal(terms > 0, profile === 'graph', `triple terms in ${profile}.${format}`);
  }
  assert.deepEqual(files.trig.quads, files.nquads.quads);
  console.log(`N3.js: four formats, ${files.ntriples.triples.size} triples, ${files.ntriples.terms} triple terms (${name})`);
}
