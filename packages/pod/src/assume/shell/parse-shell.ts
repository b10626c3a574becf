import { Cursor } from './cursor.ts';
import { readWord } from './read-word.ts';
import type { Assignment, IfBranch, ListEntry, ShellCommand, Word } from './syntax.ts';

/**
 * Reads a POSIX shell script: lists, pipes, subshells, `if`, `while`, `until`, `for` and functions. Undefined when it
 * holds anything else (`case`, here-documents, arithmetic commands) or is no shell at all: a wrong guess is worse than none.
 */
export function parseShell(script: string): ShellCommand | undefined {
  const parser = new Parser(script);
  const list = parser.list([]);
  return list && parser.isDone() ? list : undefined;
}

const reserved = new Set(['if', 'then', 'elif', 'else', 'fi', 'while', 'until', 'do', 'done', 'for', '{', '}', '!']);
const unreadable = new Set(['case', 'select', 'function', 'coproc', 'esac', '((']);

class Parser {
  readonly #cursor: Cursor;

  constructor(script: string) {
    this.#cursor = new Cursor(script);
  }

  isDone(): boolean {
    this.#skipBlank(true);
    return this.#cursor.isDone();
  }

  /** Commands up to one of the closing words, which is left to be read. */
  list(closing: readonly string[]): ShellCommand | undefined {
    const entries: ListEntry[] = [];
    for (;;) {
      this.#skipBlank(true);
      if (this.#cursor.isDone() || this.#cursor.peek() === ')' || closing.includes(this.#peekWord())) break;
      const command = this.#andOr();
      if (!command) return undefined;
      this.#skipBlank(false);
      const end = this.#cursor.match(/;(?!;)|&(?![&>])|\n/y)?.[0];
      entries.push({ command, background: end === '&' });
      if (end === undefined) break;
    }
    const [only] = entries;
    return entries.length === 1 && only && !only.background ? only.command : { kind: 'list', entries };
  }

  #andOr(): ShellCommand | undefined {
    let left = this.#pipeline();
    for (;;) {
      this.#skipBlank(false);
      const operator = this.#cursor.match(/&&|\|\|/y)?.[0];
      if (!left || operator === undefined) return left;
      this.#skipBlank(true);
      const right = this.#pipeline();
      if (!right) return undefined;
      left = { kind: operator === '&&' ? 'and' : 'or', left, right };
    }
  }

  #pipeline(): ShellCommand | undefined {
    this.#skipBlank(false);
    if (this.#takeWord('!')) {
      const command = this.#pipeline();
      return command && { kind: 'not', command };
    }
    const commands: ShellCommand[] = [];
    do {
      this.#skipBlank(true);
      const command = this.#command();
      if (!command) return undefined;
      commands.push(command);
      this.#skipBlank(false);
    } while (this.#cursor.match(/\|(?!\|)&?/y));
    const [only] = commands;
    return commands.length === 1 ? only : { kind: 'pipe', commands };
  }

  #command(): ShellCommand | undefined {
    if (this.#cursor.peek() === '(') return this.#subshell();
    const word = this.#peekWord();
    if (unreadable.has(word)) return undefined;
    switch (word) {
      case '{':
        return this.#closed('{', '}');
      case 'if':
        return this.#if();
      case 'while':
      case 'until':
        return this.#loop(word);
      case 'for':
        return this.#for();
      default:
        return reserved.has(word) ? undefined : (this.#function() ?? this.#simple());
    }
  }

  #subshell(): ShellCommand | undefined {
    this.#cursor.take(1);
    const body = this.list([]);
    this.#skipBlank(true);
    if (!body || this.#cursor.take(1) !== ')') return undefined;
    return this.#redirected({ kind: 'subshell', body });
  }

  #closed(open: string, close: string): ShellCommand | undefined {
    if (!this.#takeWord(open)) return undefined;
    const body = this.list([close]);
    return body && this.#takeWord(close) ? this.#redirected(body) : undefined;
  }

  #if(): ShellCommand | undefined {
    const branches: IfBranch[] = [];
    while (this.#takeWord(branches.length === 0 ? 'if' : 'elif')) {
      const condition = this.list(['then']);
      if (!condition || !this.#takeWord('then')) return undefined;
      const body = this.list(['elif', 'else', 'fi']);
      if (!body) return undefined;
      branches.push({ condition, body });
    }
    const otherwise = this.#takeWord('else') ? this.list(['fi']) : undefined;
    return this.#takeWord('fi') ? this.#redirected({ kind: 'if', branches, otherwise }) : undefined;
  }

  #loop(word: 'while' | 'until'): ShellCommand | undefined {
    this.#takeWord(word);
    const condition = this.list(['do']);
    const body = condition && this.#closed('do', 'done');
    return body && { kind: 'loop', until: word === 'until', condition, body };
  }

  #for(): ShellCommand | undefined {
    const name = this.#cursor.match(/for[ \t]+([A-Za-z_]\w*)[ \t]+in(?=[ \t])/y)?.[1];
    if (name === undefined) return undefined;
    const words: Word[] = [];
    for (;;) {
      this.#skipBlank(false);
      if (this.#cursor.match(/;|\n/y)) break;
      const word = readWord(this.#cursor);
      if (!word) return undefined;
      words.push(word);
    }
    this.#skipBlank(true);
    const body = this.#closed('do', 'done');
    return body && { kind: 'for', name, words, body };
  }

  #function(): ShellCommand | undefined {
    const name = this.#cursor.match(/([A-Za-z_]\w*)[ \t]*\([ \t]*\)/y)?.[1];
    if (name === undefined) return undefined;
    this.#skipBlank(true);
    const body = this.#cursor.peek() === '(' ? this.#subshell() : this.#closed('{', '}');
    return body && { kind: 'function', name, body };
  }

  #simple(): ShellCommand | undefined {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const writes: Word[] = [];
    for (;;) {
      this.#skipBlank(false);
      const redirection = this.#redirection();
      if (redirection === 'unreadable') return undefined;
      if (redirection) {
        writes.push(...redirection);
        continue;
      }
      if (this.#cursor.isDone() || /[\n;&|()]/.test(this.#cursor.peek())) break;
      const name = words.length === 0 ? this.#cursor.match(/([A-Za-z_]\w*)=/y)?.[1] : undefined;
      const word = readWord(this.#cursor);
      if (name !== undefined) assignments.push({ name, value: word ?? [{ is: 'text', text: '' }] });
      else if (word) words.push(word);
      else return undefined;
    }
    if (words.length + assignments.length + writes.length === 0) return undefined;
    return { kind: 'simple', assignments, words, writes };
  }

  /** Redirections of a compound command change no more than where its output goes. */
  #redirected(command: ShellCommand): ShellCommand | undefined {
    for (;;) {
      this.#skipBlank(false);
      const redirection = this.#redirection();
      if (redirection === 'unreadable') return undefined;
      if (!redirection) return command;
    }
  }

  #redirection(): readonly Word[] | 'unreadable' | undefined {
    if (this.#cursor.match(/\d*[<>]&(?:\d+|-)/y)) return [];
    const operator = this.#cursor.match(/&>>?|\d*(?:<<|>>|<>|>\||<|>)/y)?.[0];
    if (operator === undefined) return undefined;
    if (operator.endsWith('<<')) return 'unreadable';
    this.#skipBlank(false);
    const target = readWord(this.#cursor);
    if (!target) return 'unreadable';
    return operator.endsWith('<') ? [] : [target];
  }

  #peekWord(): string {
    return (
      /(?:[{}!](?=[\s;]|$)|\(\(|[a-z]+(?=[\s;&|()<>]|$))/y.exec(this.#cursor.text.slice(this.#cursor.at))?.[0] ?? ''
    );
  }

  #takeWord(word: string): boolean {
    this.#skipBlank(true);
    if (this.#peekWord() !== word) return false;
    this.#cursor.take(word.length);
    return true;
  }

  #skipBlank(linesToo: boolean): void {
    this.#cursor.match(linesToo ? /(?:\s|\\\n|#[^\n]*)+/y : /(?:[ \t\r]|\\\n|#[^\n]*)+/y);
  }
}
