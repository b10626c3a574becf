import { expect, test } from 'vitest';
import { readCommand } from './read-command.ts';

const environment = new Map<string, string | undefined>([
  ['DELAY', '7'],
  ['SECRET', undefined],
]);
const inf = Number.POSITIVE_INFINITY;

/** A command (a text is run by `sh -c`), seconds until it ends, its code. */
const ends: readonly (readonly [command: string | readonly string[], seconds: number, code: number | undefined])[] = [
  [['true'], 0, 0],
  [['/bin/true'], 0, 0],
  [['/usr/bin/false'], 0, 1],
  [['sleep', '5'], 5, 0],
  [['sleep', '1m', '30s'], 90, 0],
  [['/bin/sleep', '0.5'], 0.5, 0],
  [['sleep', 'soon'], 0, 1],
  [['sleep', 'infinity'], inf, undefined],
  [['tail', '-f', '/dev/null'], inf, undefined],
  [['/usr/bin/tail', '-F', '/var/log/x'], inf, undefined],
  [['/pause'], inf, undefined],
  [['sh', '-ec', 'false; sleep 3'], 0, 1],
  [['bash', '-euxo', 'pipefail', '-c', 'true; exit 4'], 0, 4],
  [['/bin/bash', '-lc', 'exit 2'], 0, 2],
  [['busybox', 'sleep', '2'], 2, 0],
  [['busybox', 'sh', '-c', 'sleep 2; exit 3'], 2, 3],
  [['tini', '--', 'sleep', '3'], 3, 0],
  [['env', 'A=1', 'sleep', '3'], 3, 0],
  [['timeout', '5', 'sleep', '60'], 5, 124],
  [['timeout', '5s', 'sleep', '2'], 2, 0],
  ['exit 3', 0, 3],
  ['exit', 0, 0],
  ['exit 256', 0, 0],
  ['echo hi; sleep 5; exit 3', 5, 3],
  ["echo 'it is; sleep 9'; sleep 5", 5, 0],
  ['echo "a && b"; exit 1', 0, 1],
  ['true && sleep 3 && false', 3, 1],
  ['false || sleep 2', 2, 0],
  ['false && sleep 9', 0, 1],
  ['! false', 0, 0],
  ['sleep 1; sleep 2;', 3, 0],
  ['sleep 1\nsleep 2\nexit 7\n', 3, 7],
  ['sleep 1 # sleep 9', 1, 0],
  ['sleep 1 \\\n  && exit 5', 1, 5],
  ['sleep $DELAY', 7, 0],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
  ['sleep "${DELAY}"', 7, 0],
  ['N=4; sleep $N', 4, 0],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
  ['export N=4 && sleep ${N:-9}', 4, 0],
  ['false; exit $?', 0, 1],
  ['(sleep 1; exit 3); exit 4', 1, 4],
  ['(exit 3)', 0, 3],
  ['{ sleep 1; sleep 1; }', 2, 0],
  ['if true; then sleep 2; else sleep 9; fi', 2, 0],
  ['if [ "$DELAY" = 8 ]; then exit 1; elif [ $DELAY -gt 6 ]; then exit 2; fi', 0, 2],
  ['if [ -f /x ]; then echo yes; else echo no; fi; sleep 1; exit 0', 1, 0],
  ['for i in 1 2 3; do echo $i; sleep 1; done', 3, 0],
  ['for i in 9 8 7 6 5 4 3 2 1 ; do echo $i ; done', 0, 0],
  ['for i in $(seq 1 10); do sleep 1; done; exit 9', 10, 9],
  ['for i in 1 2 3; do sleep 1; break; done', 1, 0],
  ['while true; do echo hello; sleep 10; done', inf, undefined],
  ['while :; do :; done', inf, undefined],
  ['while true; do date; curl -s x; sleep 5; done', inf, undefined],
  ['i=0; while true; do echo "$i: $(date)"; i=$((i+1)); sleep 1; done', inf, undefined],
  ['while true; do sleep 2; exit 6; done', 2, 6],
  ['until false; do sleep 1; done', inf, undefined],
  ['sleep 3 & wait', 3, 0],
  ['sleep 3 & sleep 1; exit 2', 1, 2],
  ['sleep 5 & sleep 2 & wait', 5, 0],
  ['sleep 5 & sleep 2 & wait -n', 2, 0],
  ['sleep infinity & wait', inf, undefined],
  ['exec sleep 4', 4, 0],
  ['exec sleep infinity; exit 1', inf, undefined],
  ['set -e; false; sleep 9', 0, 1],
  ['set -e; false || true; sleep 2', 2, 0],
  ['cp a b; sleep 2; exit 3', 2, 3],
  ['cp a b || true', 0, 0],
  ['cp a b', 0, undefined],
  ['mkdir -p /data && touch /data/x && sleep 1', 1, 0],
  ['touch /tmp/x; cat /tmp/x', 0, 0],
  ['echo hi > /tmp/x 2>&1; sleep 2', 2, 0],
  ['echo hi >&2; exit 1', 0, 1],
  ['echo hi | cat; exit 5', 0, 5],
  ['sleep 2 | cat; exit 5', 2, 5],
  ['tail -f /dev/null | cat', inf, undefined],
  ['f() { sleep 2; return 3; }; f', 2, 3],
  ['trap "echo bye" EXIT; sleep 1; exit 4', 1, 4],
  ['trap "sleep 2" EXIT; exit 4', 2, 4],
];

test.each(ends)('%j ends after %d s with %s', (command, seconds, code) => {
  expect(read(command)).toMatchObject({ endsAfter: seconds * 1000, code });
});

/** Commands about which an honest reader says that it does not know. */
const unknown: readonly (string | readonly string[])[] = [
  ['/manager', '--leader-elect'],
  ['nginx', '-g', 'daemon off;'],
  ['sh', '/start.sh'],
  ['sh', '-c'],
  ['python', '-c', 'import time; time.sleep(3)'],
  ['sleep', '$(SECRET)'],
  [],
  '[ -f x ] || exit 1',
  'myserver && sleep 3 && false',
  'exec myserver',
  'curl -f localhost || exit 1',
  'sleep $SECRET',
  'sleep $UNHEARD_OF',
  'sleep $(cat /delay)',
  'sleep `cat /delay`',
  'until nslookup mydb; do echo waiting; sleep 2; done',
  'until [ -f /tmp/ready ]; do sleep 1; done',
  'while ! nc -z db 5432; do sleep 1; done; exit 0',
  'case $1 in a) exit 1;; esac',
  'cat <<EOF\nexit 1\nEOF',
  'if grep -q x /etc/y; then exit 1; fi',
  'set -e; cp a b; exit 3',
  'for i in {1..5}; do sleep 1; done',
  'for f in *; do sleep 1; done',
  'echo "unclosed; exit 1',
  'eval "exit 1"',
  '. /etc/profile; exit 1',
  'kill 1 && wait || myserver',
  'while true; do myserver || exit 1; done',
  'yes | head',
  'exit $SECRET && x',
  '$SECRET',
];

test.each(unknown.map((command) => ({ command })))('nobody knows how $command ends', ({ command }) => {
  const { endsAfter, code } = read(command);
  expect(endsAfter === undefined || (endsAfter !== inf && code === undefined)).toBe(true);
});

/** Scripts with programs that nobody knows: seconds that the rest takes, and the code of the end. */
const beside: readonly (readonly [script: string, seconds: number, code: number | undefined])[] = [
  ['myserver', 0, undefined],
  ['sleep 3; myserver; exit 1', 3, 1],
  ['./migrate; sleep 2; exit 3', 2, 3],
  ['./migrate && ./check; exit 3', 0, 3],
  ['wget -q localhost; false', 0, 1],
  ['./check; sleep 20', 20, 0],
  ['sleep 20; ./check', 20, undefined],
  ['./setup; sleep infinity', inf, undefined],
  ['./migrate; exit $?', 0, undefined],
];

test.each(beside)('%j takes %d s beside its programs and ends with %s', (script, seconds, code) => {
  expect(read(script)).toMatchObject({
    endsAfter: undefined,
    code: undefined,
    beside: { takes: seconds * 1000, code },
  });
});

test.each([
  'set -e; ./migrate; exit 3',
  './migrate || exit 3',
  'if ./check; then exit 1; fi; exit 2',
  'until ./check; do sleep 1; done; exit 0',
  './serve & wait; exit 1',
  '. ./profile; exit 1',
])('what nobody knows decides all of %j', (script) => {
  expect(read(script)).toMatchObject({ endsAfter: undefined, code: undefined, beside: undefined });
});

type OnTerm = readonly [after: number, code: number] | 'ignored' | 'unknown';
/** A command as process 1, and what TERM does to it (seconds, code). */
const terms: readonly (readonly [command: string | readonly string[], asFirst: OnTerm, otherwise: OnTerm])[] = [
  [['sleep', '3600'], 'ignored', [0, 143]],
  [['tail', '-f', '/dev/null'], 'ignored', [0, 143]],
  [
    ['tini', '--', 'sleep', '3600'],
    [0, 143],
    [0, 143],
  ],
  [
    ['dumb-init', 'sleep', '3600'],
    [0, 143],
    [0, 143],
  ],
  [['/pause'], [0, 0], [0, 0]],
  [['nginx'], 'unknown', 'unknown'],
  ['sleep 3600', 'ignored', [0, 143]],
  ['while true; do sleep 1; done', 'ignored', [0, 143]],
  ["trap 'exit 0' TERM; sleep infinity & wait", [0, 0], [0, 0]],
  ["trap 'exit 0' SIGTERM; while true; do sleep 1; done", [1, 0], [1, 0]],
  ["trap 'sleep 5; exit 3' 15; while :; do sleep 2; done", [7, 3], [7, 3]],
  ["trap 'exit 0' TERM; sleep infinity", 'ignored', 'ignored'],
  ["trap '' TERM; sleep infinity", 'ignored', 'ignored'],
  ["trap 'echo no' TERM; while true; do sleep 1; done", 'ignored', 'ignored'],
  ["trap 'echo bye' TERM; sleep infinity & wait", [0, 143], [0, 143]],
  ["trap 'echo bye' TERM; sleep infinity & wait; sleep 2; exit 5", [2, 5], [2, 5]],
  ['stop() { sleep 4; exit 0; }; trap stop TERM INT; sleep infinity & wait $!', [4, 0], [4, 0]],
  ["trap 'kill $!; exit 0' TERM; sleep infinity & wait", [0, 0], [0, 0]],
  ["trap 'exit 0' TERM; exec sleep infinity", 'ignored', [0, 143]],
  ["trap 'my-cleanup' TERM; sleep infinity & wait", 'unknown', 'unknown'],
];

test.each(terms)('TERM to %j: as process 1 %j, else %j', (command, asFirst, otherwise) => {
  expect(simplify(read(command, true).onTerm)).toEqual(asFirst);
  expect(simplify(read(command, false).onTerm)).toEqual(otherwise);
});

test('the files that a script makes and removes are known with their times', () => {
  const { files } = read('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600');
  expect([...files]).toEqual([
    [
      '/tmp/healthy',
      [
        { at: 0, exists: true },
        { at: 30_000, exists: false },
      ],
    ],
  ]);
});

function read(command: string | readonly string[], isFirstProcess = true) {
  const argv = typeof command === 'string' ? ['sh', '-c', command] : command;
  return readCommand(argv, { environment, isFirstProcess });
}

function simplify(onTerm: ReturnType<typeof readCommand>['onTerm']): unknown {
  if (onTerm === undefined) return 'unknown';
  return onTerm === 'ignored' ? onTerm : [onTerm.after / 1000, onTerm.exit];
}
