import type { Shell } from './shell.ts';
import type { Word } from './syntax.ts';

/** What a word stands for; undefined where only a run would tell. Unquoted variables may become several words, or none. */
export function expandWord(shell: Shell, word: Word): readonly string[] | undefined {
  let text = '';
  let split = false;
  for (const part of word) {
    if (part.is === 'text') {
      text += part.text;
      continue;
    }
    if (part.is !== 'variable') return undefined;
    const value = lookUp(shell, part.name) ?? part.otherwise;
    if (value === undefined || (part.otherwise !== undefined && !shell.variables.has(part.name))) return undefined;
    text += value;
    split ||= !part.quoted;
  }
  if (!split) return [text];
  return text.trim() === '' ? [] : text.trim().split(/\s+/);
}

function lookUp(shell: Shell, name: string): string | undefined {
  if (name === '?') return shell.lastCode === undefined ? undefined : String(shell.lastCode);
  return shell.variables.get(name);
}
