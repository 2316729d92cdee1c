// Reads the fixture's views with graphology, cytoscape.js, Neo4j's own Cypher parser and (in Chromium) Mermaid.
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const folder = process.argv[2];
const [NODES, EDGES] = [9, 15];
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');

const Graph = require('graphology');
const graph = Graph.from(JSON.parse(read('fixture-graphology.json')));
assert.deepEqual([graph.order, graph.size, graph.multi, graph.type], [NODES, EDGES, true, 'directed']);
assert.equal(graph.selfLoopCount, 1);
console.log(`graphology: ${NODES} nodes, ${EDGES} edges`);

const cytoscape = require('cytoscape');
const drawn = cytoscape({ headless: true, elements: JSON.parse(read('fixture-cytoscape.cyjs')).elements });
assert.deepEqual([drawn.nodes().length, drawn.edges().length], [NODES, EDGES]);
assert.equal(drawn.edges().filter((edge) => edge.isLoop()).length, 1);
console.log(`cytoscape.js: ${NODES} nodes, ${EDGES} edges`);

const { lintCypherQuery } = require('@neo4j-cypher/language-support');
const script = read('fixture-cypher.cypher');
assert.deepEqual(lintCypherQuery(script, {}).diagnostics, []);
assert.ok(lintCypherQuery(script.replace('MERGE (n', 'MERGE n'), {}).diagnostics.length > 0, 'the parser sees no fault in a faulty script');
console.log(`Neo4j's Cypher parser: ${script.split('\n').filter((line) => line && !line.startsWith('//')).length} statements without a fault`);

async function mermaid() {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(fs.existsSync);
  if (!executablePath) return console.log('mermaid: not checked, no Chromium here');
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.addScriptTag({ path: require.resolve('mermaid').replace(/mermaid\.core\.mjs$/, 'mermaid.min.js') });
  const svg = await page.evaluate(async (text) => (await window.mermaid.render('view', text)).svg, read('fixture-mermaid.mmd'));
  await browser.close();
  assert.equal((svg.match(/<g class="node /g) || []).length, NODES);
  assert.ok(svg.includes('ünïcode 日本'), 'the odd label is whole');
  console.log(`mermaid: ${NODES} nodes`);
}
mermaid().catch((error) => { console.error(error); process.exit(1); });
