import type { CommandPart } from '../command-line/command-part.ts';

/** A part of `outrigger events`. */
export type EventsPart = CommandPart;
