/** What a command sees of the world. Tests make one of their own; `processSurroundings` is the real one. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Standard input, opened when asked for. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
}

/** Somewhere to print to. `write` returns when all of the text is out; it throws OutputClosed when nobody reads any more. */
export interface Output {
  readonly write: (text: string) => void;
  /** As `write`, for what is no text. */
  readonly writeBytes?: (bytes: Uint8Array) => void;
  readonly isTty: boolean;
  /** Columns of the terminal; undefined when it is none or does not say. */
  readonly columns: number | undefined;
  /** Rows of the terminal. */
  readonly rows?: number | undefined;
}

/** The reader of an output has gone (`| head`): there is nobody left to tell anything. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}
