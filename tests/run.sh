#!/usr/bin/env bash
# Installs what is missing, starts private servers, builds with warnings as errors and runs every test.
# The last line is "N passed, N failed"; the exit code is not zero when anything failed.
#
#   tests/run.sh [--filter EXPRESSION] [--project NAME] [--skip-install]
#
#   --filter EXPRESSION  only tests that match, as in `dotnet test --filter`
#   --project NAME       only one test project: Viewer.Tests, or in full DistributedTracing.Viewer.Tests
#   --skip-install       install nothing; what is missing makes tests fail
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=samples/setup.sh
source "$root/samples/setup.sh"
# shellcheck source=tests/services.sh
source "$root/tests/services.sh"

filter='' project='' install=true
passed=0 failed=0 is_complete=false
child='' work='' projects=()

main() {
  parse_arguments "$@"
  cd "$root"
  find_projects
  make_work_folder
  configure_dotnet

  [[ $install == false ]] || install_missing
  start_postgres "$work/postgres"
  if is_selected Interop.Tests; then
    start_rabbitmq "$work/rabbitmq" || echo "The tests that need RabbitMQ will fail." >&2
  fi

  DT_TEST_CHROMIUM=$(chromium_path || true)
  export DT_TEST_CHROMIUM

  build
  [[ -n $project ]] || check_format
  run_tests
  is_complete=true
}

parse_arguments() {
  while [[ $# -gt 0 ]]; do
    case $1 in
      --filter) filter=${2:?"--filter needs an expression"}; shift 2 ;;
      --project) project=${2:?"--project needs a name"}; shift 2 ;;
      --skip-install) install=false; shift ;;
      *) echo "Unknown argument $1; see the head of tests/run.sh." >&2; exit 2 ;;
    esac
  done
}

find_projects() {
  local name file
  for file in tests/*.Tests/*.Tests.csproj; do
    name=$(basename "$file" .csproj)
    case $project in
      '' | "$name" | "${name#DistributedTracing.}") projects+=("$file") ;;
    esac
  done

  if [[ ${#projects[@]} -eq 0 ]]; then
    echo "There is no test project $project." >&2
    return 1
  fi
}

is_selected() {
  [[ " ${projects[*]} " == *"/$1.csproj "* ]]
}

# What the tests leave in the temporary folder, also when they are interrupted, goes with it. The servers' user reads it.
make_work_folder() {
  work=$(mktemp -d "${TMPDIR:-/tmp}/tracing-tests.XXXXXX")
  chmod 755 "$work"
  mkdir -m 1777 "$work/tmp"
  export TMPDIR=$work/tmp
}

install_missing() {
  install_postgres
  install_chromium
  if is_selected Interop.Tests; then
    install_for_interop
  fi
}

# Without these, the tests that need them fail; the others run.
install_for_interop() {
  install_rabbitmq || echo "RabbitMQ cannot be installed." >&2
  { install_node && install_node_packages "$root/tests/Interop.Tests/node"; } || echo "Node.js and its packages cannot be installed." >&2
}

# No process may outlive the run, and no server of another build on this machine may be used or stopped.
configure_dotnet() {
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 SharedCompilationId="tracing-tests-$$"
}

build() {
  section "Build, warnings are errors"
  local target=Tracing.sln
  [[ -z $project ]] || target=${projects[0]}
  run dotnet build "$target" --nologo --verbosity quiet
}

check_format() {
  section "Format"
  if run dotnet format Tracing.sln --verify-no-changes --no-restore; then
    echo "Clean."
  else
    failed=$((failed + 1))
    echo "Not clean: run dotnet format Tracing.sln."
  fi
}

run_tests() {
  local file
  for file in "${projects[@]}"; do
    run_project "$file"
  done

  if [[ $passed -eq 0 && $failed -eq 0 ]]; then
    echo "No test matches ${filter:-anything}." >&2
    failed=1
  fi
}

run_project() {
  local name folder results status=0
  name=$(basename "$1" .csproj)
  folder=$(dirname "$1")
  results=$work/results/$name
  local arguments=(--logger "trx;LogFileName=results.trx" --results-directory "$results"
    --blame-hang-timeout 5min --blame-hang-dump-type none)
  [[ -z $filter ]] || arguments+=(--filter "$filter")

  section "$name"
  run dotnet test "$folder/bin/Debug/net10.0/$name.dll" "${arguments[@]}" || status=$?
  count "$name" "$results/results.trx" "$status"
}

# A project that did not get as far as its results, ran nothing or ended badly without a failed test counts as a failure.
count() {
  local name=$1 file=$2 status=$3 project_passed=0 project_failed=0 total=0
  if [[ -f $file ]]; then
    total=$(counter total "$file")
    project_passed=$(counter passed "$file")
    project_failed=$(($(counter executed "$file") - project_passed))
  fi

  if [[ $project_failed -eq 0 ]] && { [[ $status -ne 0 ]] || [[ $total -eq 0 && -z $filter ]]; }; then
    echo "$name ended with exit code $status after $total tests."
    project_failed=1
  fi

  passed=$((passed + project_passed))
  failed=$((failed + project_failed))
}

# counter NAME FILE: an attribute of the trx file's <Counters> element.
counter() {
  local number
  number=$(grep -o '<Counters [^>]*>' "$2" | grep -o " $1=\"[0-9]*\"" | tr -cd '0-9') || true
  echo "${number:-0}"
}

section() {
  printf '\n== %s\n' "$1"
}

# Runs a command in a process group of its own, so that an interruption ends it at once, with everything it started.
run() {
  local status=0
  set -m
  "$@" </dev/null &
  child=$!
  set +m
  wait "$child" || status=$?
  kill -TERM -- "-$child" 2>/dev/null || true
  child=''
  return "$status"
}

stop_child() {
  [[ -n $child ]] || return 0
  kill -TERM -- "-$child" 2>/dev/null || return 0
  for _ in {1..50}; do
    kill -0 -- "-$child" 2>/dev/null || return 0
    sleep 0.1
  done

  kill -KILL -- "-$child" 2>/dev/null || true
}

finish() {
  trap '' INT TERM
  stop_child
  stop_postgres
  stop_rabbitmq
  [[ -z $work ]] || rm -rf "$work"
  [[ $is_complete == true ]] || failed=$((failed + 1))
  printf '\n%s passed, %s failed\n' "$passed" "$failed"
  [[ $failed -eq 0 ]] || exit 1
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
main "$@"
