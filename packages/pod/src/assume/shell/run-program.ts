import type { Words } from './run-builtin.ts';
import { runShellProgram } from './run-shell-program.ts';
import type { Shell } from './shell.ts';
import { sleepTime } from './sleep-time.ts';
import { FOREVER, type Step, UNSURE } from './step.ts';
import { evaluateTest } from './test-expression.ts';

/** Runs a program that everybody knows; any other makes the end of what can be known. */
export function runProgram(shell: Shell, argv: Words): Step {
  const [path, ...words] = argv;
  const name = path?.replace(/^(?:\/usr\/local|\/usr)?\/s?bin\//, '');
  if (name === undefined) return UNSURE;
  if (always0.has(name)) return shell.ended(0);
  if (quick.has(name)) return shell.ended(undefined);
  const [first] = words;
  switch (name) {
    case 'true':
      return shell.ended(0);
    case 'false':
      return shell.ended(1);
    case 'sleep': {
      const ms = sleepTime(words);
      return ms === undefined ? UNSURE : ms === 'refused' ? shell.ended(1) : shell.wait(ms, true);
    }
    case 'tail':
      if (words.some((word) => word !== undefined && /^(?:-[a-zA-Z]*[fF]|--follow(?:=.*)?)$/.test(word)))
        return shell.wait(Number.POSITIVE_INFINITY, true);
      return shell.ended(undefined);
    case '/pause':
      return FOREVER;
    case 'yes':
      return shell.wait(Number.POSITIVE_INFINITY, true);
    case 'test':
    case '[':
      return shell.ended(evaluateTest(shell, name === '[' ? words.slice(0, -1) : words));
    case 'cat':
    case 'ls':
    case 'stat':
      return shell.ended(look(shell, name, words));
    case 'touch':
      for (const word of words) if (word?.startsWith('/')) shell.touch(word, true);
      return shell.ended(0);
    case 'rm':
      for (const word of words) if (word?.startsWith('/')) shell.touch(word, false);
      return shell.ended(words.some((word) => word !== undefined && /^-[a-zA-Z]*f/.test(word)) ? 0 : undefined);
    case 'mkdir':
      return shell.ended(words.includes('-p') ? 0 : undefined);
    case 'busybox':
    case 'nohup':
    case 'time':
      return first === undefined || first.startsWith('-') ? UNSURE : runProgram(shell, words);
    case 'env':
      return runWithEnvironment(shell, words);
    case 'timeout':
      return runWithTimeout(shell, words);
    case 'sh':
    case 'ash':
    case 'bash':
    case 'dash':
      return runShellProgram(shell, words);
    default:
      return shell.programsEnd ? shell.ended(undefined) : UNSURE;
  }
}

/** Neither waits nor fails. */
const always0 = new Set(
  'echo printf pwd date hostname whoami id uname printenv seq arch nproc uptime logger sync clear'.split(' '),
);

/** Comes back at once; with what code depends on the files and processes it finds. */
const quick = new Set(
  (
    'grep egrep fgrep sed awk cp mv chmod chown chgrp ln rmdir find wc head sort cut tr uniq basename dirname readlink ' +
    'realpath which type pgrep pidof ps df du mktemp install sysctl expr xargs md5sum sha256sum base64 tee kill'
  ).split(' '),
);

/** Reading a file succeeds when the container's own script has made it. */
function look(shell: Shell, name: string, words: Words): number | undefined {
  const paths = words.filter((word) => word === undefined || !word.startsWith('-'));
  if (paths.length === 0) return name === 'stat' ? 1 : 0;
  const there = paths.map((path) => (path === undefined ? undefined : shell.exists(path)));
  if (there.includes(undefined)) return undefined;
  return there.every(Boolean) ? 0 : 1;
}

function runWithEnvironment(shell: Shell, words: Words): Step {
  const start = words.findIndex((word) => word === undefined || !/^(?:[A-Za-z_]\w*=.*|-i)$/s.test(word));
  if (start < 0) return shell.ended(0);
  return words[start]?.startsWith('-') ? UNSURE : runProgram(shell, words.slice(start));
}

function runWithTimeout(shell: Shell, words: Words): Step {
  const [limitWord, ...rest] = words;
  const limit = sleepTime([limitWord]);
  if (typeof limit !== 'number') return UNSURE;
  const begin = shell.clock;
  const step = runProgram(shell, rest);
  if (step.is === 'unsure') return UNSURE;
  if (step.is === 'forever' || shell.clock - begin > limit) {
    shell.clock = begin + limit;
    const wait = shell.waits.at(-1);
    if (wait) shell.waits[shell.waits.length - 1] = { ...wait, ms: begin + limit - wait.at };
    return shell.ended(124);
  }
  return step;
}
