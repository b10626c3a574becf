import { runProgram } from './run-program.ts';
import type { Shell } from './shell.ts';
import { type Step, UNSURE } from './step.ts';
import { evaluateTest } from './test-expression.ts';

/** Words of a command line; undefined = a word whose value only a run would tell. */
export type Words = readonly (string | undefined)[];

/** Runs what the shell does itself; undefined when `name` is nothing of the kind. */
export function runBuiltin(shell: Shell, name: string, words: Words): Step | undefined {
  const [first] = words;
  switch (name) {
    case ':':
    case 'true':
      return shell.ended(0);
    case 'false':
      return shell.ended(1);
    case 'exit':
    case 'return':
      return { is: name, code: words.length === 0 ? shell.lastCode : codeOf(first) };
    case 'break':
    case 'continue':
      return words.length === 0 || first === '1' ? { is: name } : UNSURE;
    case 'test':
    case '[':
    case '[[':
      return shell.ended(evaluateTest(shell, name === 'test' ? words : words.slice(0, -1)));
    case 'export':
    case 'readonly':
    case 'local':
    case 'declare':
      for (const word of words) assign(shell, word);
      return shell.ended(0);
    case 'unset':
    case 'cd':
    case 'umask':
    case 'ulimit':
    case 'hash':
      return shell.ended(0);
    case 'set':
      return set(shell, words);
    case 'trap':
      return trap(shell, words);
    case 'wait':
      return waitForJobs(shell, words);
    case 'exec':
      return exec(shell, words);
    case 'command':
    case 'builtin':
      return first === undefined || first.startsWith('-') ? shell.ended(undefined) : runAny(shell, words);
    case 'eval':
    case '.':
    case 'source':
    case 'shift':
    case 'getopts':
    case 'read':
      return UNSURE;
    default:
      return undefined;
  }
}

function runAny(shell: Shell, words: Words): Step {
  const [name] = words;
  if (name === undefined) return UNSURE;
  return runBuiltin(shell, name, words.slice(1)) ?? runProgram(shell, words);
}

function codeOf(word: string | undefined): number | undefined {
  return word !== undefined && /^\d+$/.test(word) ? Number(word) % 256 : undefined;
}

function assign(shell: Shell, word: string | undefined): void {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word ?? '') ?? [];
  if (name !== undefined) shell.variables.set(name, value);
}

function set(shell: Shell, words: Words): Step {
  for (const word of words) {
    if (word === undefined) return UNSURE;
    if (/^-[a-z]*e/.test(word) || word === 'errexit') shell.errexit = true;
    if (/^\+[a-z]*e/.test(word)) shell.errexit = false;
  }
  return shell.ended(0);
}

function trap(shell: Shell, words: Words): Step {
  const [action, ...signals] = words[0] === '--' ? words.slice(1) : words;
  for (const signal of signals) {
    const name = signal === undefined ? undefined : signalName(signal);
    if (name === undefined || action === undefined) return UNSURE;
    if (action === '-') shell.traps.delete(name);
    else shell.traps.set(name, action);
  }
  return shell.ended(0);
}

function signalName(signal: string): string {
  const name = signal.toUpperCase().replace(/^SIG/, '');
  return { '15': 'TERM', '2': 'INT', '0': 'EXIT' }[name] ?? name;
}

function waitForJobs(shell: Shell, words: Words): Step {
  const jobs = shell.jobs;
  shell.jobs = [];
  if (jobs.includes(undefined)) return UNSURE;
  const ends = jobs.map((end) => end ?? 0);
  const end = words[0] === '-n' ? Math.min(...ends) : Math.max(shell.clock, ...ends);
  return shell.wait(Math.max(0, end - shell.clock), false);
}

/** The program takes the shell's place, and its traps are gone. */
function exec(shell: Shell, words: Words): Step {
  if (words.length === 0) return shell.ended(0);
  shell.traps.clear();
  const step = runAny(shell, words);
  return step.is === 'done' ? { is: 'exit', code: step.code } : step;
}
