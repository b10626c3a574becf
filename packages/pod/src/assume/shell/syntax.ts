/** A shell command as far as this reader understands shell; anything else makes the whole script unreadable. */
export type ShellCommand =
  | SimpleCommand
  | { readonly kind: 'list'; readonly entries: readonly ListEntry[] }
  | { readonly kind: 'and' | 'or'; readonly left: ShellCommand; readonly right: ShellCommand }
  | { readonly kind: 'not'; readonly command: ShellCommand }
  | { readonly kind: 'pipe'; readonly commands: readonly ShellCommand[] }
  | { readonly kind: 'subshell'; readonly body: ShellCommand }
  | { readonly kind: 'loop'; readonly until: boolean; readonly condition: ShellCommand; readonly body: ShellCommand }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[]; readonly body: ShellCommand }
  | { readonly kind: 'if'; readonly branches: readonly IfBranch[]; readonly otherwise: ShellCommand | undefined }
  | { readonly kind: 'function'; readonly name: string; readonly body: ShellCommand };

/** `A=1 command word word > file`. */
export interface SimpleCommand {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  /** Files that its redirections create. */
  readonly writes: readonly Word[];
}

/** `name=value`. */
export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

/** One command of a list, ended by `;`, a new line or, in the background, `&`. */
export interface ListEntry {
  readonly command: ShellCommand;
  readonly background: boolean;
}

/** `if` or `elif` with what follows its `then`. */
export interface IfBranch {
  readonly condition: ShellCommand;
  readonly body: ShellCommand;
}

/** A word before expansion. */
export type Word = readonly WordPart[];

/** Part of a word: text, a variable, `$(seq …)` or something whose value only a run would tell. */
export type WordPart =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'variable'; readonly name: string; readonly otherwise: string | undefined; readonly quoted: boolean }
  | { readonly is: 'sequence'; readonly from: number; readonly to: number }
  | { readonly is: 'unknown' };
