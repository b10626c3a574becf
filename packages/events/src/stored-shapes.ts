import { z } from 'zod';
import { SEVERITIES } from './observation.ts';

// What is stored, as the REST API and exports write it.

/** A time that a Date can have. */
export const at: z.ZodNumber = z.number().int().min(-8.64e15).max(8.64e15).meta({ description: 'ms since 1970' });
const severity = z.enum(SEVERITIES);
const texts = z.array(z.string());

/** An object that an event speaks of. */
export const objectReference: z.ZodType = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    namespace: z.string(),
    name: z.string(),
    uid: z.string(),
    fieldPath: z.string(),
  })
  .meta({ description: 'An object that an event speaks of' });

/** An object of an incident. */
export const incidentObject: z.ZodType = z
  .object({ kind: z.string(), namespace: z.string(), name: z.string() })
  .meta({ description: 'An object of an incident' });

/** An `Observation`. */
export const observation: z.ZodType = z
  .object({
    id: z.string().min(1),
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

/** An `Incident`. */
export const incident: z.ZodType = z
  .object({
    id: z.string().min(1),
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

/** A `Gap`. */
export const gap: z.ZodType = z.object({
  cluster: z.string(),
  from: at,
  until: at,
  why: z.enum(['expired', 'shed', 'first-start']),
  lost: z.number().optional(),
});
