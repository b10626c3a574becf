import { z } from 'zod';
import { gap, incident, observation } from '../../stored-shapes.ts';
import type { ExportedLine } from './export-lines.ts';

/** What a value is of an export, or why it is none. */
export function checkExported(value: unknown): ExportedLine | { readonly why: string } {
  const [shape] = SHAPES.filter((each) => typeof value === 'object' && value !== null && each in value);
  if (shape === undefined) return { why: `it is none of ${SHAPES.join(', ')}` };
  const result = LINES[shape].safeParse(value);
  // The value itself: its fields stay in their order.
  if (result.success) return value as ExportedLine;
  return { why: z.prettifyError(result.error) };
}

const LINES = { observation: z.object({ observation }), incident: z.object({ incident }), gap: z.object({ gap }) };
const SHAPES = ['observation', 'incident', 'gap'] as const;
