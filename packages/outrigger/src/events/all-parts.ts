import { herePart } from './here/part.ts';
import type { EventsPart } from './part.ts';

/** The parts of `outrigger events`, in the order of its help. */
export const eventsParts: readonly EventsPart[] = [herePart];
