#!/usr/bin/env bash
# Shows distributed tracing with three services: bash samples/demo.sh [--keep [SECONDS]]
set -euo pipefail

samples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=setup.sh
source "$samples/setup.sh"

install_postgres || echo "Going on without PostgreSQL on this machine."

echo "Building (the first time takes up to a minute) ..."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
if ! output=$(dotnet build "$samples/Demo" --configuration Release --verbosity quiet 2>&1); then
  echo "$output"
  exit 1
fi

# In place of this shell: Ctrl+C and SIGTERM reach the demo, which stops all it has started.
exec dotnet "$samples/Demo/bin/Release/net10.0/Demo.dll" "$@"
