/** An exit code; undefined where only a run would tell. */
export type Code = number | undefined;

/** How a command came to its end. */
export type Step =
  /** It ended and the script goes on. */
  | { readonly is: 'done'; readonly code: Code }
  /** The script ends here. */
  | { readonly is: 'exit'; readonly code: Code }
  | { readonly is: 'return'; readonly code: Code }
  | { readonly is: 'break' | 'continue' }
  /** It never ends by itself. */
  | { readonly is: 'forever' }
  /** Nobody can tell from the text how long this takes, or which way the script goes. */
  | { readonly is: 'unsure' };

/** A command that ended with a code. */
export function done(code: Code): Step {
  return { is: 'done', code };
}

/** The end of what can be known. */
export const UNSURE: Step = { is: 'unsure' };
/** A command that never ends by itself. */
export const FOREVER: Step = { is: 'forever' };
