import { z } from 'zod';
import { CATEGORIES, SEVERITIES } from '../observation.ts';
import type { AggregateKey, AggregateQuery } from '../store/event-store.ts';
import type {
  AggregateParameters,
  EventParameters,
  ExplainParameters,
  FilterParameters,
  IncidentParameters,
  RangeParameters,
} from './parameter-values.ts';
import { readDuration, readTime } from './read-time.ts';

/** A schema whose result has these fields. */
export type SchemaOf<T> = z.ZodObject<{ readonly [K in keyof T]-?: z.ZodType<T[K]> }>;

const WHEN = 'RFC 3339, ms since 1970, or how long ago (15m, 1h30m, 2d)';

function time(description: string): z.ZodType<string | undefined> {
  return z
    .string()
    .refine((text) => readTime(text, 0) !== undefined, `is no time: write ${WHEN}`)
    .optional()
    .meta({ description: `${description}: ${WHEN}` });
}

function list(description: string): z.ZodType<string[] | undefined> {
  return z.array(z.string()).optional().meta({ description });
}

const severity = z.enum(SEVERITIES).optional();

/** The parameters that say which events: `EventFilter` by the names that people know. */
const filterFields = {
  since: time('Not before'),
  until: time('Before'),
  cluster: list('Names of clusters'),
  namespace: list('Namespaces of the objects'),
  for: z
    .string()
    .regex(/^[^/]+\/[^/]+$/, 'is no object: write pod/web')
    .optional()
    .meta({ description: 'One object, as kubectl names it: pod/web' }),
  kind: list('Kinds of the objects'),
  name: list('Names of the objects'),
  workload: z
    .array(z.string().regex(/^[^/]+\/[^/]*\/[^/]+$/, 'is no workload: write deployment/shop/web'))
    .optional()
    .meta({ description: 'Workloads with all that they own: Deployment/shop/web' }),
  node: list('Nodes that the objects are on'),
  types: z
    .array(z.string().regex(/^([Nn]ormal|[Ww]arning)$/, 'is no type: write Normal or Warning'))
    .optional()
    .meta({ description: 'Normal, Warning' }),
  reason: list('BackOff, FailedScheduling …'),
  category: z.array(z.enum(CATEGORIES)).optional().meta({ description: 'image, scheduling, storage …' }),
  severity: severity.meta({ description: 'This one and worse ones' }),
  severities: z.array(z.enum(SEVERITIES)).optional().meta({ description: 'Exactly these' }),
  correlationId: z.string().optional().meta({ description: 'Events of one incident' }),
  template: z.string().optional().meta({ description: 'The id of a message without what varies in it' }),
  label: z
    .array(z.string().regex(/^[^=]+=.*$/, 'is no label: write key=value'))
    .optional()
    .meta({ description: 'Labels of the objects that are kept: app=web' }),
  text: z.string().min(1).optional().meta({ description: 'Words in the message' }),
};

/** A page of at most 1000. */
const pageFields = {
  limit: z.coerce.number().int().min(1).max(1000).default(100).meta({ description: 'How many at most' }),
  cursor: z.string().optional().meta({ description: 'As the page before gave it' }),
  order: z.enum(['newest', 'oldest']).default('newest').meta({ description: 'Which come first' }),
};

/** Of `/api/v1/events`. */
export const eventParameters: SchemaOf<EventParameters> = z.object({ ...filterFields, ...pageFields });
/** Of `/api/v1/events/tail`. */
export const tailParameters: SchemaOf<FilterParameters> = z.object(filterFields);

/** By what can be grouped. */
export const AGGREGATE_KEYS: readonly AggregateKey[] = [
  'cluster',
  'namespace',
  'kind',
  'workload',
  'node',
  'reason',
  'category',
  'severity',
  'template',
  'type',
];

/** What can be measured of a group. */
export const AGGREGATE_METRICS: AggregateQuery['metrics'] = [
  'count',
  'rate',
  'objects',
  'first',
  'last',
  'p95Duration',
];

/** Of `/api/v1/aggregate`. */
export const aggregateParameters: SchemaOf<AggregateParameters> = z.object({
  ...filterFields,
  groupBy: z.array(z.enum(AGGREGATE_KEYS)).default([]).meta({ description: 'By what; by nothing: all together' }),
  window: z
    .string()
    .refine((text) => (readDuration(text) ?? 0) >= 1000, 'is no interval of a second or more: write 5m')
    .optional()
    .meta({ description: 'Also by intervals of this length: 5m' }),
  metrics: z.array(z.enum(AGGREGATE_METRICS)).default(['count']).meta({ description: 'Rates are per minute' }),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000).meta({ description: 'How many groups at most' }),
});

/** Of `/api/v1/incidents`. */
export const incidentParameters: SchemaOf<IncidentParameters> = z.object({
  since: filterFields.since,
  until: filterFields.until,
  cluster: filterFields.cluster,
  namespace: filterFields.namespace,
  state: z
    .array(z.enum(['open', 'resolved']))
    .optional()
    .meta({ description: 'open, resolved' }),
  severity: filterFields.severity,
  limit: pageFields.limit,
  cursor: pageFields.cursor,
});

/** Of `/api/v1/explain/{pod}`. */
export const explainParameters: SchemaOf<ExplainParameters> = z.object({
  namespace: z.string().default('default').meta({ description: 'Of the pod' }),
  cluster: z.string().optional().meta({ description: 'Of the pod, where there are several' }),
  since: filterFields.since,
  until: filterFields.until,
});

/** Of `/api/v1/gaps`. */
export const gapParameters: SchemaOf<RangeParameters> = z.object({
  since: filterFields.since,
  until: filterFields.until,
});

/** Of what takes none. */
export const noParameters: SchemaOf<object> = z.object({});
