# shellcheck shell=bash
# Installs what the samples and the tests need from the system's packages, each only when it is missing.
# Sourced by samples/demo.sh and tests/run.sh; it starts nothing.

# The folder with PostgreSQL's server programs (initdb, pg_ctl, postgres), the newest version first.
postgres_bin() {
  local folder
  while read -r folder; do
    if [[ -x $folder/postgres && -x $folder/initdb ]]; then
      printf '%s\n' "$folder"
      return 0
    fi
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV)
  folder=$(command -v postgres) && folder=$(dirname "$folder") && [[ -x $folder/initdb ]] && printf '%s\n' "$folder"
}

# The server itself; the command of that name in the path runs it as the system's service.
rabbitmq_path() {
  command -v /usr/lib/rabbitmq/bin/rabbitmq-server
}

chromium_path() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

install_postgres() {
  postgres_bin >/dev/null && return
  install_packages postgresql-common || return
  # The package would make a database cluster of its own and start it; only the programs are wanted. The file says so, and is
  # put back as it was.
  local settings=/etc/postgresql-common/createcluster.conf result=0
  cp -p "$settings" "$settings.before-tracing" 2>/dev/null || true
  echo 'create_main_cluster = false' >"$settings"
  install_packages postgresql || result=$?
  mv "$settings.before-tracing" "$settings" 2>/dev/null || rm -f "$settings"
  return "$result"
}

install_rabbitmq() {
  rabbitmq_path >/dev/null || install_packages rabbitmq-server
}

install_chromium() {
  chromium_path >/dev/null || install_packages chromium
}

install_node() {
  command -v node >/dev/null || install_packages nodejs || return
  command -v npm >/dev/null || install_packages npm
}

# install_node_packages FOLDER: what its package-lock.json names, unless that is there already.
install_node_packages() {
  cmp -s "$1/package-lock.json" "$1/node_modules/.installed" && return
  echo "Installing the packages of $1." >&2
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) || return
  cp "$1/package-lock.json" "$1/node_modules/.installed"
}

# install_packages NAME...
install_packages() {
  if ! command -v apt-get >/dev/null || [[ $(id -u) -ne 0 ]]; then
    echo "Missing: $*. Install it, or run this as root on Debian or Ubuntu." >&2
    return 1
  fi

  echo "Installing $*." >&2
  update_package_lists && without_starting_services apt-get -qq install -y --no-install-recommends "$@"
}

# At most once in a run: only the first missing package pays for it.
update_package_lists() {
  [[ -n ${package_lists_are_fresh:-} ]] && return
  apt-get -qq update && package_lists_are_fresh=1
}

# A server that a package starts would go on after us; Debian asks this script before it starts one.
without_starting_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [[ -e $policy ]]; then
    DEBIAN_FRONTEND=noninteractive "$@" >/dev/null || status=$?
  else
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    DEBIAN_FRONTEND=noninteractive "$@" >/dev/null || status=$?
    rm -f "$policy"
  fi

  return "$status"
}
