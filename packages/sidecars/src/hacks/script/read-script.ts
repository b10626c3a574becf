import { type ParsedScript, parse, type Word } from 'unbash';

/** A shell script, read. Offsets of its nodes are those of the text. */
export interface ReadScript {
  readonly text: string;
  readonly script: ParsedScript;
  /** Whether all of it was understood; one that was not may be read, but not changed. */
  readonly isWhole: boolean;
  /** Assigned once and to a known text: `HOST=127.0.0.1`. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Reads a POSIX or bash script; placeholders that a person or a template engine is to fill in count as words. */
export function readScript(text: string): ReadScript {
  const script = parse(maskPlaceholders(text));
  return { text, script, isWhole: !script.errors?.length, variables: assignedOnce(script.commands) };
}

/**
 * Whether a text holds any word that a workaround needs. Most commands of most pods do not, and need not be parsed: this
 * decides what scanning many files costs.
 */
export function isWorthReading(text: string): boolean {
  return telltale.test(text);
}

const telltale =
  /localhost|127\.0\.0\.|::1|0\.0\.0\.0|\/dev\/tcp|quit|shutdown|wait|dockerize|pilot-agent|kubexit|scuttle|preflight|kill|pidof|pgrep|touch|inotify|netstat|\bss\b|sleep|docker|-[efsS] |trap|\/healthz|\/v1\.0\//;

/** `<DB_PORT>` of a vendor's example would be two redirections; `{{ .Values.x }}` could be anything. Lengths stay. */
function maskPlaceholders(text: string): string {
  return text
    .replace(/<([A-Z][A-Z0-9_-]*)>/g, (_, name: string) => `_${name.replaceAll('-', '_')}_`)
    .replace(/\{\{-?[^{}\n]*\}\}/g, (whole) => '_'.repeat(whole.length));
}

function assignedOnce(statements: ParsedScript['commands']): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const twice = new Set<string>();
  for (const { command } of statements) {
    if (command.type !== 'Command') continue;
    const words = ['export', 'readonly', 'local'].includes(command.name?.value ?? '') ? command.args : command.prefix;
    for (const word of words) {
      if (word.type !== 'Assignment' || word.value.type !== 'Word') continue;
      if (values.has(word.name)) twice.add(word.name);
      if (isLiteral(word.value)) values.set(word.name, word.value.value);
      else twice.add(word.name);
    }
  }
  for (const name of twice) values.delete(name);
  return values;
}

function isLiteral(word: Word): boolean {
  return (word.parts ?? []).every(
    (part) =>
      part.type === 'Literal' ||
      part.type === 'SingleQuoted' ||
      (part.type === 'DoubleQuoted' && part.parts.every((child) => child.type === 'Literal')),
  );
}
