import { z } from 'zod';
import { at, gap, incident, incidentObject, objectReference, observation } from '../stored-shapes.ts';

/** A name among the schemas of the document. */
export type ShapeName =
  | 'ObjectReference'
  | 'IncidentObject'
  | 'Observation'
  | 'Incident'
  | 'EventPage'
  | 'IncidentPage'
  | 'Aggregate'
  | 'Explanation'
  | 'Gaps'
  | 'Problem'
  | 'Health';

const cursor = z.string().optional().meta({ description: 'For the next page; not there on the last one' });

/** What the API answers with, by the names of the document's components. */
export const SHAPES: Readonly<Record<ShapeName, z.ZodType>> = {
  ObjectReference: objectReference,
  IncidentObject: incidentObject,
  Observation: observation,
  Incident: incident,
  EventPage: z.object({ items: z.array(observation), cursor }),
  IncidentPage: z.object({ items: z.array(incident), cursor }),
  Aggregate: z.object({
    rows: z.array(
      z.object({
        group: z.record(z.string(), z.string()),
        windowStart: at.optional(),
        count: z.number().optional(),
        rate: z.number().optional().meta({ description: 'per minute' }),
        objects: z.number().optional(),
        first: at.optional(),
        last: at.optional(),
        p95Duration: z.number().optional().meta({ description: 'ms' }),
      }),
    ),
  }),
  Explanation: z
    .object({
      pod: incidentObject,
      summary: z.string(),
      sentences: z.array(z.object({ at, text: z.string() })),
      incidents: z.array(incident),
      events: z.array(observation),
    })
    .meta({ description: 'What happened to a pod, and why' }),
  Gaps: z.object({ items: z.array(gap) }).meta({ description: 'Times of which something is not known' }),
  Problem: z
    .object({
      code: z.string(),
      type: z.string(),
      title: z.string(),
      status: z.number().int(),
      detail: z.string(),
      hint: z.string().optional(),
      errors: z.array(z.object({ parameter: z.string(), detail: z.string() })).optional(),
    })
    .meta({ description: 'Why a request was refused (RFC 9457)' }),
  Health: z.object({ status: z.enum(['ok', 'starting', 'failing']), detail: z.string().optional() }),
};
