import type { ArithmeticFor, Command, CommandNode, For, SyntaxNode, While } from 'unbash';
import { innerScript } from './inner-script.ts';
import { lookWithin } from './look-within.ts';
import { awaiting, type Purpose, type Reading, together, type Verdict, waitKind } from './purpose.ts';
import { commandWords, readCommand } from './read-command.ts';
import { readScript } from './read-script.ts';

/** What a whole command is for, when it is for a workaround and nothing else. */
export function purposeOf(node: SyntaxNode, reading: Reading): Verdict {
  const purposesOf = (nodes: readonly SyntaxNode[]): Verdict => together(nodes.map((each) => purposeOf(each, reading)));
  switch (node.type) {
    case 'Statement':
    case 'Redirected':
      return purposeOf(node.command, reading);
    case 'Command':
      return purposeOfCommand(node, reading);
    case 'While':
    case 'For':
    case 'ArithmeticFor':
      return purposeOfLoop(node, reading);
    case 'TestCommand':
    case 'ArithmeticCommand':
      return isIdle(node, reading) ? 'noise' : undefined;
    case 'Subshell':
    case 'BraceGroup':
      return purposesOf(node.body.commands);
    case 'If': {
      const clauses = [node.clause, ...node.elif.map(({ clause }) => clause)].flatMap(({ commands }) => commands);
      const branches = [node.then, ...node.elif.map(({ then }) => then), ...(node.else ? [node.else] : [])];
      // A condition may ask anything, as long as nothing but workarounds depends on the answer.
      const conditions = clauses.map((each) => (isIdle(each, reading) ? 'noise' : purposeOf(each, reading)));
      return together([...conditions, purposesOf(branches.flatMap(({ commands }) => commands))]);
    }
    case 'AndOr':
      return together(
        node.commands.map((each) => {
          const { isIdle: onlyLooks, targets } = lookWithin([each], reading);
          return onlyLooks && targets.length === 0 && !isPause(each, reading) ? 'noise' : purposeOf(each, reading);
        }),
      );
    case 'Pipeline':
      // `curl … | tee log` is for what it asks for; the others only look at the answer.
      return killThroughPipe(node.commands, reading) ?? purposesOf(node.commands);
    default:
      return undefined;
  }
}

function purposeOfCommand(command: Command, reading: Reading): Verdict {
  const { around } = reading;
  const called = command.name && reading.functions.get(command.name.value);
  if (called) return called;
  const inner = innerScript(command, around.variables);
  if (inner) {
    const { script, isWhole } = readScript(inner.text);
    const verdict = together(script.commands.map((each) => purposeOf(each, reading)));
    return verdict !== 'noise' && verdict ? { ...verdict, isSure: verdict.isSure && isWhole } : verdict;
  }
  const meaning = readCommand(command, around);
  switch (meaning?.does) {
    case 'quit': {
      const answer = around.whoQuits(meaning.target);
      return answer && { kind: 'quit-at-end', about: answer.about, isSure: answer.isSure };
    }
    case 'wait':
      if (meaning.entry === undefined) return awaiting(meaning.targets, reading);
      return { kind: waitKind(around), about: around.nameOf(meaning.entry), isSure: true };
    case 'touch':
      return together(meaning.files.map((file) => sharedFile(file, reading)));
    case 'kill':
      return together(meaning.names.map((name) => killOf(name, reading)));
    case 'sleep':
      if (around.place === 'preStop' && around.isSidecar)
        return { kind: 'delay-at-stop', about: undefined, isSure: true };
      // Before an app is stopped, a pause is its own: endpoints need the time to forget it.
      return around.place === 'preStop' ? undefined : 'noise';
    case undefined:
      return killByNumber(command, reading);
    case 'probe':
      return undefined;
    default:
      return isIdle(command, reading) ? 'noise' : undefined;
  }
}

function isPause(node: SyntaxNode, { around }: Reading): boolean {
  return node.type === 'Command' && around.place === 'preStop' && readCommand(node, around)?.does === 'sleep';
}

function purposeOfLoop(node: While | For | ArithmeticFor, reading: Reading): Verdict {
  const whole = lookWithin([node], reading);
  const clause = node.type === 'While' ? lookWithin(node.clause.commands, reading) : undefined;
  const { around } = reading;
  if (clause?.connections && around.place === 'preStop' && around.isSidecar) {
    return { kind: 'delay-at-stop', about: undefined, isSure: whole.isIdle };
  }
  // `while true` and `for i in $(seq 60)` end from within.
  const targets = clause && clause.targets.length > 0 ? clause.targets : whole.leaves ? whole.targets : [];
  if (targets.length === 0) return whole.isIdle ? 'noise' : undefined;
  const purpose = awaiting(targets, reading);
  return purpose && { ...purpose, isSure: purpose.isSure && whole.isIdle };
}

function isIdle(node: SyntaxNode, reading: Reading): boolean {
  return lookWithin([node], reading).isIdle;
}

function sharedFile(file: string, { around }: Reading): Purpose | undefined {
  const answer = around.whoShares(file, 'touches');
  return answer && { kind: answer.kind ?? 'flag-file', about: answer.about, isSure: answer.isSure };
}

function killOf(name: string, { around }: Reading): Purpose | undefined {
  const answer = around.whoRuns(name);
  return answer && { kind: 'kill-across-processes', about: answer.about, isSure: answer.isSure };
}

/** `kill $(pidof cloud_sql_proxy)`; `kill 1` and `kill $!` end what the container itself runs. */
function killByNumber(command: Command, reading: Reading): Verdict {
  const [name, ...args] = commandWords(command, reading.around.variables);
  if (name !== 'kill') return undefined;
  const found = args
    .map((arg) => /(?:pidof|pgrep)\s+(?:-\S+\s+)*["']?([^\s"')`]+)/.exec(arg)?.[1])
    .find((process) => process !== undefined);
  if (found !== undefined) return killOf(found, reading);
  return args.every((arg) => /^(?:-.*|[A-Z]+|1|%\d+|\$[!$]|"?\$\{?\w+\}?"?)$/.test(arg)) ? 'noise' : undefined;
}

/** `ps aux | grep cloud_sql_proxy | awk … | xargs kill` */
function killThroughPipe(commands: readonly CommandNode[], reading: Reading): Verdict {
  const all = commands.map((each) => (each.type === 'Command' ? commandWords(each, reading.around.variables) : []));
  const last = all.at(-1) ?? [];
  if (last[0] !== 'xargs' || !last.includes('kill')) return undefined;
  for (const [name, ...args] of all) {
    if (!['pgrep', 'pidof', 'grep', 'egrep'].includes(name ?? '')) continue;
    const process = args.findLast((arg) => !arg.startsWith('-'));
    if (process !== undefined && process !== 'grep') return killOf(process.replace(/[[\]]/g, ''), reading);
  }
  return undefined;
}
