import { z } from 'zod';
import { SEVERITIES } from '../../observation.ts';
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

const time = z.number().int().min(-8.64e15).max(8.64e15);
const reference = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  fieldPath: z.string(),
});
const object = z.looseObject({ kind: z.string(), namespace: z.string(), name: z.string() });
const severity = z.enum(SEVERITIES);
const observation = z.looseObject({
  id: z.string().min(1),
  cluster: z.string(),
  from: time,
  until: time,
  seenAt: time,
  count: z.number().int().min(1),
  type: z.string(),
  reason: z.string(),
  message: z.string(),
  action: z.string(),
  about: reference,
  related: reference.optional(),
  source: z.looseObject({ component: z.string(), instance: z.string() }),
  origin: z.enum(['event', 'synthesised']),
  event: z.looseObject({ namespace: z.string(), name: z.string(), uid: z.string(), resourceVersion: z.string() }),
  isCensored: z.boolean(),
  isCombined: z.boolean(),
  class: z.looseObject({ category: z.string(), severity, recovers: z.array(z.string()) }).optional(),
  metadata: z.looseObject({ workload: object.optional(), labels: z.record(z.string(), z.string()) }).optional(),
  template: z.looseObject({ id: z.string(), text: z.string() }).optional(),
  correlationId: z.string().optional(),
});
const incident = z.looseObject({
  id: z.string().min(1),
  cluster: z.string(),
  root: object,
  from: time,
  until: time,
  state: z.enum(['open', 'resolved']),
  severity,
  affected: z.array(object),
  chain: z.array(z.looseObject({ object, reason: z.string(), message: z.string(), at: time })),
  reasons: z.array(z.string()),
  occurrences: z.number(),
});
const gap = z.looseObject({
  cluster: z.string(),
  from: time,
  until: time,
  why: z.enum(['expired', 'shed', 'first-start']),
  lost: z.number().optional(),
});
const LINES = { observation: z.object({ observation }), incident: z.object({ incident }), gap: z.object({ gap }) };
const SHAPES = ['observation', 'incident', 'gap'] as const;
