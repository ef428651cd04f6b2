# shellcheck shell=bash
# Private servers for the tests: in a temporary folder, on free loopback ports, stopped by process id. Sourced by tests/run.sh.

# Sets service_user: the servers refuse to run as root.
choose_service_user() {
  service_user=''
  if [[ $(id -u) -eq 0 ]]; then
    service_user=nobody
    if id postgres >/dev/null 2>&1; then
      service_user=postgres
    fi
  fi
}

as_service_user() (
  cd /
  if [[ -n $service_user ]]; then
    runuser -u "$service_user" -- "$@"
  else
    "$@"
  fi
)

# A port nobody listens on, below the range the system hands out to clients.
free_port() {
  local port
  for _ in {1..100}; do
    port=$((20000 + RANDOM % 12000))
    if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s\n' "$port"
      return 0
    fi
  done

  return 1
}

# start_postgres FOLDER: exports DT_TEST_POSTGRES.
start_postgres() {
  local folder=$1 password port
  choose_service_user
  postgres_programs=$(postgres_bin)
  postgres_data=$folder/data
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  mkdir -p "$folder"
  printf '%s\n' "$password" >"$folder/password"
  [[ -z $service_user ]] || chown -R "$service_user" "$folder"
  as_service_user "$postgres_programs/initdb" --pgdata="$postgres_data" --username=postgres --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --no-locale --no-sync >"$folder.log" 2>&1 || { cat "$folder.log" >&2; return 1; }

  # Another process may take the port between the look and the start.
  for _ in {1..5}; do
    port=$(free_port)
    if launch_postgres "$port" >>"$folder.log" 2>&1; then
      export DT_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Password=$password;Database=postgres"
      return 0
    fi
  done

  cat "$folder.log" >&2
  return 1
}

# fsync is off: nothing in it outlives the tests.
launch_postgres() {
  as_service_user "$postgres_programs/pg_ctl" start --wait --silent --pgdata="$postgres_data" --log="$postgres_data/server.log" \
    --options="-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off" </dev/null
}

# pg_ctl signals the process whose id is in postmaster.pid, and waits for its end.
stop_postgres() {
  if [[ -n ${postgres_data:-} && -e $postgres_data/postmaster.pid ]]; then
    as_service_user "$postgres_programs/pg_ctl" stop --wait --silent --mode=immediate --pgdata="$postgres_data" >/dev/null 2>&1 ||
      echo "PostgreSQL in $postgres_data did not stop." >&2
  fi
}
