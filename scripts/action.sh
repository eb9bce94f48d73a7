#!/usr/bin/env bash
# What the GitHub Action runs: perflint with annotations, and a SARIF report where one is asked for.
set -uo pipefail

words=(-f github)
[ -n "${PERFLINT_SARIF:-}" ] && words+=(-f "sarif=${PERFLINT_SARIF}")
while IFS= read -r line; do
  [ -n "$line" ] && words+=("$line")
done <<<"${PERFLINT_ARGS:-}"
# A path that begins with - is no option.
words+=(--)
while IFS= read -r line; do
  [ -n "$line" ] && words+=("$line")
done <<<"${PERFLINT_PATHS:-.}"

perflint check "${words[@]}"
status=$?
[ -n "${GITHUB_OUTPUT:-}" ] && echo "status=${status}" >>"$GITHUB_OUTPUT"
exit "$status"
