#!/bin/sh
# Opens every view of the shared fixture, and of a built OUT folder when one is named, with the tools it is meant for.
# Usage: tests/tools/read_views.sh [OUT]   needs: cargo, python3, node and npm, graphviz (dot); chromium where installed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${1:-}
[ -n "$out" ] && out=$(cd "$out" && pwd)
work=${ENTENTE_TOOLS:-"$root/target/tools"}
mkdir -p "$work"
[ -x "$work/python/bin/python" ] || python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check networkx igraph pandas lxml kglite
if [ ! -d "$work/node_modules/mermaid" ] || [ ! -d "$work/node_modules/@neo4j-cypher" ]; then
  npm install --silent --no-audit --no-fund --prefix "$work" graphology cytoscape mermaid playwright-core \
    @neo4j-cypher/language-support@latest
fi
cd "$root"
ENTENTE_VIEWS="$work/views" cargo test --quiet --lib views_for_tools -- --ignored
"$work/python/bin/python" "$here/read_views.py" "$work/views"
NODE_PATH="$work/node_modules" node "$here/read_views.cjs" "$work/views"
if [ -n "$out" ]; then
  for file in "$out"/*.dot; do
    [ -e "$file" ] && dot -Tsvg "$file" >/dev/null && echo "graphviz draws $(basename "$file")"
  done
  if [ -e "$out/explorer.html" ] && command -v chromium >/dev/null; then
    NODE_PATH="$work/node_modules" node "$here/explorer.cjs" "$out/explorer.html" Japan
  fi
fi
