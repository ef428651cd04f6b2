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

# start_rabbitmq FOLDER: exports DT_TEST_RABBITMQ.
start_rabbitmq() {
  local folder=$1 password port
  rabbitmq_program=$(rabbitmq_path) || { echo "RabbitMQ is not installed." >&2; return 1; }
  choose_service_user
  rabbitmq_folder=$folder
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  for _ in {1..5}; do
    port=$(free_port)
    rm -rf "$folder"
    mkdir -p "$folder"
    printf '%s\n' "listeners.tcp.local = 127.0.0.1:$port" "default_user = tests" "default_pass = $password" "log.console = true" \
      "log.console.level = warning" "log.file = false" "disk_free_limit.absolute = 1MB" >"$folder/rabbitmq.conf"
    [[ -z $service_user ]] || chown -R "$service_user" "$folder"
    if launch_rabbitmq "$port"; then
      export DT_TEST_RABBITMQ="amqp://tests:$password@127.0.0.1:$port/"
      return 0
    fi

    stop_rabbitmq
  done

  cat "$folder"/*.log >&2
  return 1
}

# A node of Erlang registers with epmd, the one of the machine unless it is told of another. Its settings are ours only: none of
# /etc/rabbitmq, no plugin, a cookie of its own in HOME.
launch_rabbitmq() {
  local port=$1 epmd_port dist_port
  epmd_port=$(free_port)
  dist_port=$(free_port)
  in_session "$rabbitmq_folder/epmd" epmd -port "$epmd_port" -address 127.0.0.1
  wait_for_port "$epmd_port" "$rabbitmq_folder/epmd" || return 1

  in_session "$rabbitmq_folder/server" env HOME="$rabbitmq_folder" ERL_EPMD_PORT="$epmd_port" ERL_EPMD_ADDRESS=127.0.0.1 \
    RABBITMQ_NODENAME="tracing-tests-$port@localhost" RABBITMQ_DIST_PORT="$dist_port" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}" \
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_CONFIG_FILE="$rabbitmq_folder/rabbitmq.conf" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$rabbitmq_folder/advanced.config" RABBITMQ_ENABLED_PLUGINS_FILE="$rabbitmq_folder/enabled_plugins" \
    RABBITMQ_MNESIA_BASE="$rabbitmq_folder/data" RABBITMQ_LOG_BASE="$rabbitmq_folder" \
    "$rabbitmq_program"
  wait_for_port "$port" "$rabbitmq_folder/server"
}

# Nothing in it outlives the tests, so it need not be asked.
stop_rabbitmq() {
  [[ -n ${rabbitmq_folder:-} ]] || return 0
  end_session "$rabbitmq_folder/server"
  end_session "$rabbitmq_folder/epmd"
}

# in_session NAME COMMAND...: starts a program as the leader of a session, with its process id in NAME.pid and what it writes in NAME.log.
# Erlang wants memory for as many files as it may open; machines exist that allow a thousand million.
in_session() {
  local name=$1
  shift
  # shellcheck disable=SC2016 # That shell's own.
  as_service_user setsid sh -c 'ulimit -n 4096; echo $$ >"$0.pid"; exec "$@"' "$name" "$@" </dev/null >"$name.log" 2>&1 &
}

# wait_for_port PORT NAME: until somebody listens; fails when the program of that name ends, or after a minute.
wait_for_port() {
  local _
  for _ in {1..600}; do
    if (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
      return 0
    fi

    if [[ -s $2.pid ]] && ! kill -0 "$(<"$2.pid")" 2>/dev/null; then
      return 1
    fi

    sleep 0.1
  done

  return 1
}

# end_session NAME: ends what in_session started.
end_session() {
  local leader _
  [[ -s $1.pid ]] || return 0
  leader=$(<"$1.pid")
  for _ in {1..50}; do
    kill -KILL -- "-$leader" 2>/dev/null || return 0
    sleep 0.1
  done

  echo "Session $leader of $1 did not end." >&2
}
