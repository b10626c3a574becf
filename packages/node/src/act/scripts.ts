/**
 * What containers run to act a Scenario out: POSIX shell, for a busybox is all that its images hold. Times are hundredths of a
 * second of /proc/uptime, the one clock that every container and the player share.
 *
 * `$STAGE` holds what the player has written (`behaviour/NAME/ATTEMPT` or `last`), the starts so far, and the `log`.
 */
const PRELUDE = `now() { read -r up rest </proc/uptime; cs=\${up%.*}\${up#*.}; }
say() { now; echo "$cs $NAME $attempt $*" >>"$STAGE/log"; }
behave() { f="$STAGE/behaviour/$NAME/$attempt"; [ -f "$f" ] || f="$STAGE/behaviour/$NAME/last"; . "$f"; }
for_cs() { sleep "$(($1 / 100)).$(($1 % 100 / 10))$(($1 % 10))"; }
`;

/** A container's own process: says when it starts, when TERM comes and when it ends by itself. */
export const ACTOR: string = `NAME=$1 attempt=$2
${PRELUDE}behave
ending=
on_term() {
  [ -z "$ending" ] || return
  say term
  [ "$TERM_IGNORE" = 0 ] || return
  ending=1
  [ "$TERM_AFTER" = 0 ] || for_cs "$TERM_AFTER"
  say "exit $TERM_EXIT"
  exit "$TERM_EXIT"
}
trap on_term TERM
now
started=$cs
echo "$started" >"$STAGE/starts/$NAME.$attempt.new"
echo "$started $NAME $attempt start" >>"$STAGE/log"
mv "$STAGE/starts/$NAME.$attempt.new" "$STAGE/starts/$NAME.$attempt"
while :; do
  if [ "$RUN" = forever ]; then
    left=360000
  else
    now
    left=$((RUN - cs + started))
    [ "$left" -gt 0 ] || break
  fi
  sleep "$((left / 100)).$((left % 100 / 10))$((left % 10))" &
  wait $!
done
say "exit $EXIT"
exit "$EXIT"
`;

/** A probe of a container: how it turns out depends on the time since its start. */
export const PROBE: string = `NAME=$1 attempt=$2 KIND=$3
${PRELUDE}# It may be quicker than the process that it is about.
while [ ! -f "$STAGE/starts/$NAME.$attempt" ]; do sleep 0.01; done
read -r started <"$STAGE/starts/$NAME.$attempt"
behave
eval "takes=\\$\${KIND}_TAKES never=\\$\${KIND}_NEVER from=\\$\${KIND}_FROM until=\\$\${KIND}_UNTIL"
[ "$takes" = 0 ] || for_cs "$takes"
now
age=$((cs - started))
if [ "$never" = 0 ] && [ "$age" -ge "$from" ] && { [ "$until" = never ] || [ "$age" -lt "$until" ]; }; then
  say "probe $KIND ok"
  exit 0
fi
say "probe $KIND fail"
exit 1
`;

/** A hook of a container. */
export const HOOK: string = `NAME=$1 attempt=$2 KIND=$3
${PRELUDE}# It may be quicker than the process that it is about.
while [ ! -f "$STAGE/starts/$NAME.$attempt" ]; do sleep 0.01; done
read -r started <"$STAGE/starts/$NAME.$attempt"
behave
eval "takes=\\$\${KIND}_TAKES code=\\$\${KIND}_EXIT"
say "hook $KIND begin"
[ "$takes" = 0 ] || for_cs "$takes"
say "hook $KIND end $code"
exit "$code"
`;
