import { z } from 'zod';
import { SEVERITIES, type Severity } from '../observation.ts';
import { readDuration } from '../query/read-time.ts';
import { STORE_WORKERS, type StoreWorkers } from '../store/threads/store-workers.ts';

/** What the service is told by a file. Times are ms, sizes bytes. */
export interface Configuration {
  readonly listen: { readonly port: number; readonly health?: string | undefined };
  readonly clusters: readonly ClusterConfiguration[];
  /** `memory:`, `postgres://…`, `clickhouse://…`, or the path of an SQLite file. */
  readonly store?: string | undefined;
  /** What of an SQLite file has a thread of its own; see `openThreadedStore`. */
  readonly workers?: StoreWorkers | undefined;
  /** A file with the user's own rules of classification. */
  readonly rules?: string | undefined;
  /** Files with causal rules of the user's own, those of the first before those of the next. */
  readonly causes?: readonly string[] | undefined;
  /** How long what is kept; for ever when it is left out. */
  readonly retention: {
    readonly maxAge?: number | undefined;
    readonly maxBytes?: number | undefined;
    readonly every: number;
    readonly exceptions: readonly {
      readonly severities?: readonly Severity[] | undefined;
      readonly namespaces?: readonly string[] | undefined;
      readonly maxAge: number;
    }[];
  };
  /** Names of the labels of objects that are kept with their events. */
  readonly labels: readonly string[];
  /** What one source may say of one namespace before it is delayed. */
  readonly limits?: { readonly burst: number; readonly perSecond: number } | undefined;
  /** What is stored at once: so many changes, or what has come in so long. */
  readonly batch?: { readonly maxEvents?: number | undefined; readonly maxWait?: number | undefined } | undefined;
  /** What waits on the disk while the store is away; `folder` beside the store's file when it is left out. */
  readonly buffer: { readonly folder?: string | undefined; readonly maxBytes: number };
  /** Where replicas share the clusters out by Leases. None: this is the only one. */
  readonly replicas?: ReplicasConfiguration | undefined;
}

/** Leases by which replicas of the service share its clusters and namespaces. */
export interface ReplicasConfiguration {
  readonly namespace: string;
  /** Names of Leases begin with it; all replicas have the same. */
  readonly name: string;
  /** The cluster of the Leases; the current context when it is left out. */
  readonly context?: string | undefined;
  readonly kubeconfig?: string | undefined;
  /** After so long without a renewal another takes over. */
  readonly leaseDuration: number;
}

/** A cluster that is read. */
export interface ClusterConfiguration {
  /** As its events say it. */
  readonly name: string;
  /** The current one when it is left out. */
  readonly context?: string | undefined;
  readonly kubeconfig?: string | undefined;
  /** Only these; each is a shard of its own. All when it is left out. */
  readonly namespaces?: readonly string[] | undefined;
  /** Pushed down to the API server. What it leaves out is never seen: counts are of what is left. */
  readonly fieldSelector?: string | undefined;
  /** How long the API server keeps Events (`--event-ttl`). */
  readonly eventTtl: number;
}

const duration = z
  .string()
  .refine((text) => readDuration(text) !== undefined, 'is no duration: write 30s, 15m, 12h or 30d')
  .transform((text) => readDuration(text) ?? 0);

const size = z
  .string()
  .regex(/^\d+(?:\.\d+)?(?:Ki|Mi|Gi|Ti)?$/, 'is no size: write 512Mi or 10Gi')
  .transform((text) => Math.floor(Number.parseFloat(text) * 1024 ** ' KMGT'.indexOf(/[KMGT]/.exec(text)?.[0] ?? ' ')));

const name = z.string().regex(/^[A-Za-z0-9][\w.-]{0,62}$/, 'is no name: letters, digits, dots, dashes');

const cluster = z.strictObject({
  name,
  context: z.string().optional(),
  kubeconfig: z.string().optional(),
  namespaces: z.array(name).min(1).optional(),
  fieldSelector: z
    .string()
    .regex(/^[\w.]+(?:==?|!=)[^,=!]*(?:,[\w.]+(?:==?|!=)[^,=!]*)*$/, 'is no field selector: write type!=Normal')
    .optional(),
  eventTtl: duration.default(3_600_000),
});

/** By this the file is read; `docs/events/configuration.md` describes the same. */
export const configurationSchema: z.ZodType<Configuration> = z.strictObject({
  listen: z
    .strictObject({
      port: z.number().int().min(0).max(65_535).default(8095),
      health: z
        .string()
        .regex(/^(?:\[[\da-f:]+\]|[\w.-]+):\d{1,5}$/, 'is no address: write 0.0.0.0:8096')
        .optional(),
    })
    .default({ port: 8095 }),
  clusters: z
    .array(cluster)
    .min(1)
    .default([{ name: 'default', eventTtl: 3_600_000 }])
    .refine((list) => new Set(list.map((each) => each.name)).size === list.length, 'two clusters have the same name'),
  store: z.string().min(1).optional(),
  workers: z.enum(STORE_WORKERS).optional(),
  rules: z.string().min(1).optional(),
  causes: z
    .union([z.string().min(1), z.array(z.string().min(1))])
    .transform((files) => [files].flat())
    .optional(),
  retention: z
    .strictObject({
      maxAge: duration.optional(),
      maxBytes: size.optional(),
      every: duration.default(600_000),
      exceptions: z
        .array(
          z.strictObject({
            severities: z.array(z.enum(SEVERITIES)).optional(),
            namespaces: z.array(z.string()).optional(),
            maxAge: duration,
          }),
        )
        .default([]),
    })
    .default({ every: 600_000, exceptions: [] }),
  labels: z.array(z.string()).default([]),
  limits: z.strictObject({ burst: z.number().int().min(1), perSecond: z.number().positive() }).optional(),
  batch: z.strictObject({ maxEvents: z.number().int().min(1).optional(), maxWait: duration.optional() }).optional(),
  buffer: z
    .strictObject({ folder: z.string().min(1).optional(), maxBytes: size.default(512 * 2 ** 20) })
    .default({ maxBytes: 512 * 2 ** 20 }),
  replicas: z
    .strictObject({
      namespace: name.default('default'),
      name: name.default('outrigger-events'),
      context: z.string().optional(),
      kubeconfig: z.string().optional(),
      leaseDuration: duration
        .refine((ms) => ms >= 2000 && ms % 1000 === 0, 'is no whole number of seconds, two at least')
        .default(15_000),
    })
    .optional(),
});
