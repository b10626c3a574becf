import { z } from 'zod';
import type { Incident } from '../../incident.ts';
import { type Gap, type Observation, SEVERITIES } from '../../observation.ts';
import type { EventStore } from '../event-store.ts';

/** What an import did. */
export interface Imported {
  readonly observations: number;
  readonly incidents: number;
  readonly gaps: number;
}

/** Where a line is no line of an export, and why. Nothing of its batch was written, everything before is. */
export interface BadLine {
  readonly line: number;
  readonly why: string;
}

/**
 * Writes an export into a store. What is there already is not written again, so that an import may be begun anew; gaps that are there
 * already are known by all they say.
 */
export async function importLines(
  lines: AsyncIterable<string> | Iterable<string>,
  store: Pick<EventStore, 'store' | 'gaps'>,
): Promise<Imported | BadLine> {
  const known = new Set((await store.gaps({})).map((gap) => JSON.stringify(gap)));
  const done = { observations: 0, incidents: 0, gaps: 0 };
  let batch = emptyBatch();
  const write = async (): Promise<void> => {
    await store.store(batch);
    done.observations += batch.observations.length;
    done.incidents += batch.incidents.length;
    done.gaps += batch.gaps.length;
    batch = emptyBatch();
  };
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    const read = readLine(text);
    if ('why' in read) return { line, why: read.why };
    if ('observation' in read) batch.observations.push(read.observation);
    if ('incident' in read) batch.incidents.push(read.incident);
    if ('gap' in read && !known.has(JSON.stringify(read.gap))) batch.gaps.push(read.gap);
    if (batch.observations.length + batch.incidents.length + batch.gaps.length >= 1000) await write();
  }
  await write();
  return done;
}

function emptyBatch(): { observations: Observation[]; incidents: Incident[]; gaps: Gap[] } {
  return { observations: [], incidents: [], gaps: [] };
}

function readLine(
  text: string,
): { observation: Observation } | { incident: Incident } | { gap: Gap } | { readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
  const [shape] = SHAPES.filter((each) => typeof value === 'object' && value !== null && each in value);
  if (shape === undefined) return { why: `it is none of ${SHAPES.join(', ')}` };
  const result = LINES[shape].safeParse(value);
  // The value itself: its fields stay in their order.
  if (result.success) return value as { observation: Observation } | { incident: Incident } | { gap: Gap };
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
