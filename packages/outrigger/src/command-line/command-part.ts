import type { Surroundings } from '../world/surroundings.ts';
import type { Flag } from './flag.ts';

/** A part of a command, as data; what runs it is imported when it is run. */
export interface CommandPart {
  /** `tail`. */
  readonly name: string;
  readonly summary: string;
  /** As commander has it, and what it means; none when it is left out. */
  readonly argument?: readonly [form: string, description: string];
  readonly what: string;
  /** Lines behind the command's name: `outrigger events …`. */
  readonly examples: readonly (readonly [what: string, line: string])[];
  readonly flags: readonly { readonly heading: string; readonly flags: readonly Flag[] }[];
  /** `0    done`. */
  readonly exitCodes: readonly string[];
  /** Answers with the exit code; `flags` holds the values by their keys. */
  readonly run: (words: readonly string[], flags: object, surroundings: Surroundings) => Promise<number>;
}
