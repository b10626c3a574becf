import { type AndOr, type Command, forEachChild, type Statement, type SyntaxNode } from 'unbash';
import type { HackKind } from '../hack.ts';
import type { Surroundings } from '../surroundings.ts';
import { cutFromChain } from './cut-from-chain.ts';
import { type Cut, cutStatement } from './cut-statement.ts';
import { findEndOnFlag } from './end-on-flag.ts';
import { findInCommand } from './find-in-command.ts';
import { innerScript } from './inner-script.ts';
import type { Purpose, Reading, Verdict } from './purpose.ts';
import { purposeOf } from './purpose-of.ts';
import { isWorthReading, readScript } from './read-script.ts';

/** A workaround in a script, by offsets in its text. */
export interface InScript {
  readonly kind: HackKind;
  readonly about: string | undefined;
  readonly start: number;
  readonly end: number;
  /** How to take it out; undefined where a person has to. */
  readonly cuts: readonly Cut[] | undefined;
}

/** Every workaround in a shell script, in the order of the text. */
export function findInScript(text: string, surroundings: Surroundings): readonly InScript[] {
  if (!isWorthReading(text)) return [];
  const { script, isWhole, variables } = readScript(text);
  const around = { ...surroundings, variables: new Map([...surroundings.variables, ...variables]) };
  const walk = new Walk(text, around);
  walk.list(script.commands, true);
  return walk.found.map((each) => (isWhole ? each : { ...each, cuts: undefined })).sort((a, b) => a.start - b.start);
}

class Walk {
  readonly found: InScript[] = [];
  readonly #text: string;
  readonly #around: Surroundings;
  readonly #functions = new Map<string, Verdict>();
  readonly #definitions = new Map<string, Cut>();
  #startsOwn = false;

  constructor(text: string, around: Surroundings) {
    this.#text = text;
    this.#around = around;
  }

  list(statements: readonly Statement[], isTop: boolean): void {
    for (const index of statements.keys()) this.#learnFunction(statements, index, isTop);
    const end = isTop ? findEndOnFlag(statements, this.#reading()) : undefined;
    for (const [index, statement] of statements.entries()) {
      if (end && index >= end.from) break;
      if (statement.command.type === 'Function' && this.#functions.get(statement.command.name.value)) continue;
      const verdict = purposeOf(statement, this.#reading());
      if (verdict && verdict !== 'noise') {
        const cut = cutStatement(this.#text, statements, index, isTop);
        this.#add(verdict, statement, hasHeredoc(statement) ? undefined : [cut, ...this.#definitionsIn(statement)]);
      } else this.#within(statement);
      this.#startsOwn ||= startsSomething(statement);
    }
    if (end) this.found.push(end.hack);
  }

  #reading(): Reading {
    return { around: this.#around, functions: this.#functions, startsOwn: this.#startsOwn };
  }

  #add(purpose: Purpose, node: SyntaxNode, cuts: readonly Cut[] | undefined): void {
    const { kind, about, isSure } = purpose;
    this.found.push({ kind, about, start: node.pos, end: node.end, cuts: isSure ? cuts : undefined });
  }

  #learnFunction(statements: readonly Statement[], index: number, isTop: boolean): void {
    const command = statements[index]?.command;
    if (command?.type !== 'Function') return;
    const verdict = purposeOf(command.body, this.#reading());
    this.#functions.set(command.name.value, verdict);
    if (verdict && verdict !== 'noise')
      this.#definitions.set(command.name.value, cutStatement(this.#text, statements, index, isTop));
  }

  /** The definition of a function that is called here and nowhere else. */
  #definitionsIn(node: SyntaxNode): readonly Cut[] {
    const text = this.#text.slice(node.pos, node.end);
    return [...this.#definitions].flatMap(([name, cut]) => {
      const mentions = (within: string): number =>
        within.split(new RegExp(`(?<![\\w-])${name.replace(/\W/g, '\\$&')}(?![\\w-])`)).length - 1;
      return mentions(text) === 1 && mentions(this.#text) === 2 ? [cut] : [];
    });
  }

  /** What is in a command that as a whole is for something else. */
  #within(node: SyntaxNode): void {
    if (node.type === 'AndOr') this.#chain(node);
    else if (node.type === 'Command') this.#command(node);
    else if (node.type === 'CompoundList') this.list(node.commands, false);
    // What is in $( ) gives its output to somebody.
    else if (node.type !== 'Word') {
      forEachChild(node, (child) => {
        this.#within(child);
      });
    }
  }

  #chain(chain: AndOr): void {
    for (const [index, command] of chain.commands.entries()) {
      const verdict = purposeOf(command, this.#reading());
      if (verdict && verdict !== 'noise')
        this.#add(
          verdict,
          command,
          cutFromChain(chain, index, (node) => purposeOf(node, this.#reading()) === 'noise'),
        );
      else this.#within(command);
    }
  }

  #command(command: Command): void {
    const inner = innerScript(command, this.#around.variables);
    if (inner) {
      const { offset, word } = inner;
      for (const each of findInScript(inner.text, this.#around)) {
        if (offset === undefined) this.found.push({ ...each, start: word.pos, end: word.end, cuts: undefined });
        else this.found.push(moved(each, offset));
      }
      return;
    }
    this.found.push(...findInCommand(command, this.#reading()));
  }
}

function moved(found: InScript, by: number): InScript {
  const cuts = found.cuts?.map((cut) => ({ ...cut, start: cut.start + by, end: cut.end + by }));
  return { ...found, start: found.start + by, end: found.end + by, cuts };
}

/** A here-document's text stands behind the line, where a cut would leave it. */
function hasHeredoc(node: SyntaxNode): boolean {
  let found = node.type === 'HereDoc';
  forEachChild(node, (child) => {
    found ||= hasHeredoc(child);
  });
  return found;
}

/** Whether something goes on behind this command that a later wait could be for. */
function startsSomething(node: SyntaxNode): boolean {
  if (node.type === 'Statement' && node.background) return true;
  if (node.type === 'Command') {
    const words = [node.name?.value ?? '', ...node.args.map(({ text }) => text)];
    if (
      words.some((word) =>
        /^(?:start|restart|service|systemctl|supervisord|supervisorctl|pg_ctl|pg_ctlcluster|nohup|daemon|-D|-d|--daemon(?:ize)?|--detach|up|invoke-rc\.d)$/.test(
          word.replace(/^.*\//, ''),
        ),
      )
    )
      return true;
  }
  let found = false;
  forEachChild(node, (child) => {
    found ||= startsSomething(child);
  });
  return found;
}
