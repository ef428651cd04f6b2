# Installs what samples and tests work with, where that is possible. Sourced, not run: see demo.sh.

# Packages may be installed by root on a system with apt; elsewhere the samples use Docker or stand-ins.
can_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

has_postgresql() {
  command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

# install_packages NAME...  Quiet unless it fails.
install_packages() {
  local log
  log=$(mktemp)
  if DEBIAN_FRONTEND=noninteractive apt-get update -qq >"$log" 2>&1 &&
     DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 20 "$log" >&2
  rm -f "$log"
  return 1
}

# Makes the server's programs available; no server is left running, the samples start their own.
# Fails when it cannot; what happens then is the caller's choice.
install_postgresql() {
  has_postgresql && return 0
  if ! can_install; then
    echo "PostgreSQL is not installed, and only root can install it, with apt." >&2
    return 1
  fi
  echo "Installing PostgreSQL ..."
  # With this file the package does not create and start a server of its own.
  local own=/etc/postgresql-common/createcluster.conf result=0
  if [ -e "$own" ]; then
    install_packages postgresql || result=1
  else
    mkdir -p "${own%/*}"
    echo 'create_main_cluster = false' > "$own"
    install_packages postgresql || result=1
    rm -f "$own"
  fi
  return "$result"
}
