/**
 * What the command and its supervisor say to each other: a line of JSON each. The supervisor outlives the command, as a shim
 * of containerd outlives containerd: it holds the processes, writes their logs, and remembers how they ended.
 */
export type Call =
  | { readonly call: 'hold'; readonly pod: string; readonly sandbox: string; readonly podIp: string }
  | { readonly call: 'letGo'; readonly pod: string; readonly sandbox: string }
  | ({ readonly call: 'start'; readonly pod: string; readonly id: string; readonly sandbox: string } & ProcessSpec)
  | {
      readonly call: 'exec';
      readonly pod: string;
      readonly id: string;
      readonly command: readonly string[];
      readonly timeoutMs: number;
      /** When its time is over only the command itself is killed, and the answer waits for whoever holds its output. */
      readonly lingers: boolean;
    }
  | { readonly call: 'cancel'; readonly exec: number }
  | {
      readonly call: 'stop';
      readonly pod: string;
      readonly id: string;
      readonly signal: string;
      readonly graceMs: number;
    }
  | {
      readonly call: 'crash';
      readonly pod: string;
      readonly what: { readonly container: string } | 'sandbox' | 'everything';
    }
  | { readonly call: 'remove'; readonly pod: string; readonly id: string }
  | { readonly call: 'list'; readonly pod: string }
  | { readonly call: 'forget'; readonly pod: string };

/** A process to be started. */
export interface ProcessSpec {
  readonly command: readonly string[];
  readonly folder: string;
  readonly env: readonly (readonly [string, string])[];
  readonly logPath: string;
  /** The file of its termination message, and whether the end of its log stands in where that is empty. */
  readonly messagePath: string;
  readonly messageFromLog: boolean;
}

/** What a call is answered with; `number` is the call's. */
export type Answer =
  | { readonly number: number; readonly ok: true; readonly value: unknown }
  | { readonly number: number; readonly ok: false; readonly message: string };

/** What the supervisor tells unasked. */
export type Notice =
  | { readonly notice: 'exited'; readonly pod: string; readonly id: string; readonly end: ProcessEnd }
  | { readonly notice: 'sandboxLost'; readonly pod: string; readonly sandbox: string };

/** How a process ended. */
export interface ProcessEnd {
  /** ms since 1970 */
  readonly at: number;
  readonly exitCode: number;
  readonly message?: string;
}

/** Answers of `list`. */
export interface Listed {
  readonly sandboxes: readonly { readonly id: string; readonly ready: boolean; readonly podIp: string }[];
  readonly containers: readonly { readonly id: string; readonly running: boolean; readonly end?: ProcessEnd }[];
}
