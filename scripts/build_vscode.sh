#!/bin/sh
# Builds the extension for VS Code into editors/vscode/*.vsix and runs its tests. Needs Node 20 and a package registry.
#
#     scripts/build_vscode.sh            with PERFLINT=path/to/perflint the tests speak to that server as well
set -eu
cd "$(dirname "$0")/../editors/vscode"
npm ci --no-audit --no-fund
cp ../../LICENSE LICENSE.txt
npm test
npm run package
# Only what the editor loads: no sources, no tests, no modules.
unzip -Z1 perflint-*.vsix
