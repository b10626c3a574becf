import { z } from 'zod';
import { SEVERITIES } from '../observation.ts';

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

const at = z.number().meta({ description: 'ms since 1970' });
const severity = z.enum(SEVERITIES);
const texts = z.array(z.string());

const objectReference = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    namespace: z.string(),
    name: z.string(),
    uid: z.string(),
    fieldPath: z.string(),
  })
  .meta({ description: 'An object that an event speaks of' });

const incidentObject = z
  .object({ kind: z.string(), namespace: z.string(), name: z.string() })
  .meta({ description: 'An object of an incident' });

const observation = z
  .object({
    id: z.string(),
    cluster: z.string(),
    from: at,
    until: at,
    seenAt: at,
    count: z.number().int().min(1).meta({ description: 'New occurrences between from and until' }),
    type: z.string(),
    reason: z.string(),
    message: z.string(),
    action: z.string(),
    about: objectReference,
    related: objectReference.optional(),
    source: z.object({ component: z.string(), instance: z.string() }),
    origin: z.enum(['event', 'synthesised']),
    event: z.object({ namespace: z.string(), name: z.string(), uid: z.string(), resourceVersion: z.string() }),
    isCensored: z.boolean(),
    isCombined: z.boolean(),
    class: z
      .object({
        category: z.string(),
        severity,
        rule: z.string().optional(),
        recovers: texts,
        subclass: z.string().optional(),
      })
      .optional(),
    metadata: z
      .object({
        workload: incidentObject.optional(),
        node: z.string().optional(),
        zone: z.string().optional(),
        image: z.string().optional(),
        revision: z.string().optional(),
        labels: z.record(z.string(), z.string()),
      })
      .optional(),
    template: z.object({ id: z.string(), text: z.string() }).optional(),
    correlationId: z.string().optional(),
  })
  .meta({ description: 'New occurrences of an event in an interval of time' });

const incident = z
  .object({
    id: z.string(),
    cluster: z.string(),
    root: incidentObject,
    rule: z.string().optional(),
    from: at,
    until: at,
    state: z.enum(['open', 'resolved']),
    severity,
    level: z.enum(['node', 'application', 'cluster']),
    affected: z.array(incidentObject),
    chain: z.array(
      z.object({
        object: incidentObject,
        reason: z.string(),
        message: z.string(),
        at,
        because: z.object({ rule: z.string(), of: incidentObject, reason: z.string() }).optional(),
      }),
    ),
    reasons: texts,
    occurrences: z.number().int(),
    mergedInto: z.string().optional().meta({ description: 'The incident that its events belong to now' }),
  })
  .meta({ description: 'Events that have one cause' });

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
  Gaps: z
    .object({
      items: z.array(
        z.object({
          cluster: z.string(),
          from: at,
          until: at,
          why: z.enum(['expired', 'shed', 'first-start']),
          lost: z.number().optional(),
        }),
      ),
    })
    .meta({ description: 'Times of which something is not known' }),
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
