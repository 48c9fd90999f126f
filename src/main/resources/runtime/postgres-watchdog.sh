# Runs PostgreSQL as a child of the hub and ends it with the hub. Needs nothing but sh.
#   sh postgres-watchdog.sh LOG COMMAND...
# Standard input is a pipe from the hub: it closes when the hub wants a stop, and also when the hub is gone,
# however it ended. Then PostgreSQL gets a fast shutdown, after 30 s an immediate one.
# Prints "PID n" at the start and "ENDED code" at the end. PostgreSQL gets a session or process group of its own,
# so that Ctrl-C reaches the hub, which drains first, and not the database.
trap '' INT HUP TERM
log=$1
shift
exec 3<&0
if command -v setsid >/dev/null 2>&1; then
  setsid "$@" </dev/null >>"$log" 2>&1 3<&- &
else
  set -m
  "$@" </dev/null >>"$log" 2>&1 3<&- &
  set +m
fi
pid=$!
echo "PID $pid"
(
  while read -r line; do :; done
  kill -INT "$pid" 2>/dev/null
  waited=0
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1 2>/dev/null || sleep 1
    waited=$((waited + 1))
    if [ "$waited" -eq 300 ]; then kill -QUIT "$pid" 2>/dev/null; fi
    if [ "$waited" -eq 400 ]; then kill -KILL "$pid" 2>/dev/null; fi
  done
) <&3 >/dev/null 2>&1 &
reader=$!
exec 3<&-
wait "$pid"
code=$?
kill -KILL "$reader" 2>/dev/null
echo "ENDED $code"
