/** What a command could not do, in words for people; `main` prints it and ends with its exit code. */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** For programs; the words may change, this does not. */
  readonly code: string;
  readonly exitCode: 2 | 3;
  readonly hint: string | undefined;

  constructor(message: string, options: FailureOptions) {
    super(message, { cause: options.cause });
    this.code = options.code;
    this.exitCode = options.exitCode ?? 2;
    this.hint = options.hint;
  }
}

/** What there is to say about a failure beside its message. */
export interface FailureOptions {
  readonly code: string;
  /** 2 wrong use or unreadable input (the default) · 3 something missing. */
  readonly exitCode?: 2 | 3;
  /** What to do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** A wrong value of a flag. */
export function badFlag(flag: string, message: string, hint?: string): Failure {
  return new Failure(`${flag}: ${message}`, { code: 'bad-flag', ...(hint === undefined ? {} : { hint }) });
}
