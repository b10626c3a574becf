import { z } from 'zod';
import type { CRITICALITY } from '../criticality.ts';

/** What a file says of admission. Times are ms, sizes bytes; what it leaves out is as it is without a file. */
export interface AdmissionFile {
  readonly saturation?: SaturationFile | undefined;
  readonly shed?:
    | 'sheddable'
    | 'all-but-critical'
    | 'by-chance'
    | 'none'
    | { readonly byChance: { readonly power?: number | undefined; readonly k?: number | undefined } }
    | undefined;
  readonly queue?: QueueFile | undefined;
  readonly tenants?:
    | readonly {
        readonly name: string;
        readonly weight?: number | undefined;
        readonly tokensPerMinute?: number | undefined;
      }[]
    | undefined;
  readonly otherTenants?: { readonly tokensPerMinute: number } | undefined;
}

/** How a pool is found to be full. */
type SaturationFile =
  | {
      readonly by: 'utilization';
      readonly queueDepth?: number | undefined;
      readonly kvUsage?: number | undefined;
      readonly stale?: number | undefined;
      readonly unknown?: 'full' | 'ignored' | undefined;
    }
  | {
      readonly by: 'good-capacity';
      readonly queueDepth?: number | undefined;
      readonly kvUsage?: number | undefined;
      readonly stale?: number | undefined;
    }
  | {
      readonly by: 'concurrency';
      readonly requests?: number | undefined;
      readonly tokens?: number | undefined;
      readonly mode?: 'requests' | 'tokens' | 'hybrid' | undefined;
    };

/** What may wait. */
export interface QueueFile {
  readonly requests?: number | undefined;
  readonly bytes?: number | undefined;
  readonly quantum?: number | undefined;
  readonly waitForEndpoints?: number | undefined;
  readonly evict?: boolean | undefined;
  readonly eachPriority?: BandFile | undefined;
  readonly priorities?: readonly (BandFile & { readonly priority: number | keyof typeof CRITICALITY })[] | undefined;
}

/** What may wait of one priority. */
export interface BandFile {
  readonly requests?: number | undefined;
  readonly bytes?: number | undefined;
  readonly wait?: number | undefined;
  readonly ceiling?: number | undefined;
  readonly order?: 'arrival' | 'deadline' | undefined;
}

const positive = z.number().positive();
const count = z.number().int().min(1);
const share = z.number().gt(0, 'is no share: above 0, up to 1').max(1, 'is no share: above 0, up to 1');

/** A length of time as files write it; ms when it is read. */
export const duration: z.ZodType<number, string> = z
  .string()
  .regex(/^\d+(?:\.\d+)?(?:ms|s|m|h)$/, 'is no duration: write 200ms, 30s or 5m')
  .transform((text) => Number.parseFloat(text) * (MS[/[a-z]+$/.exec(text)?.[0] ?? 's'] ?? 1000));
const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

const size = z
  .string()
  .regex(/^\d+(?:\.\d+)?(?:Ki|Mi|Gi)?$/, 'is no size: write 512Mi or 2Gi')
  .transform((text) => Math.floor(Number.parseFloat(text) * 1024 ** ' KMG'.indexOf(/[KMG]/.exec(text)?.[0] ?? ' ')));

const priority = z.union([
  z.number().int().min(-2_147_483_648).max(2_147_483_647),
  z.enum(['Critical', 'Standard', 'Sheddable']),
]);

const band = {
  requests: count.optional(),
  bytes: size.optional(),
  wait: duration.optional(),
  ceiling: share.optional(),
  order: z.enum(['arrival', 'deadline']).optional(),
};

/** By this the file is read; docs/inference/admission.md describes the same. */
export const admissionSchema: z.ZodType<AdmissionFile> = z.strictObject({
  saturation: z
    .discriminatedUnion('by', [
      z.strictObject({
        by: z.literal('utilization'),
        queueDepth: positive.optional(),
        kvUsage: share.optional(),
        stale: duration.optional(),
        unknown: z.enum(['full', 'ignored']).optional(),
      }),
      z.strictObject({
        by: z.literal('good-capacity'),
        queueDepth: z.number().min(0).optional(),
        kvUsage: share.optional(),
        stale: duration.optional(),
      }),
      z.strictObject({
        by: z.literal('concurrency'),
        requests: positive.optional(),
        tokens: positive.optional(),
        mode: z.enum(['requests', 'tokens', 'hybrid']).optional(),
      }),
    ])
    .optional(),
  shed: z
    .union([
      z.enum(['sheddable', 'all-but-critical', 'by-chance', 'none']),
      z.strictObject({ byChance: z.strictObject({ power: positive.optional(), k: positive.optional() }) }),
    ])
    .optional(),
  queue: z
    .strictObject({
      requests: count.optional(),
      bytes: size.optional(),
      quantum: count.optional(),
      waitForEndpoints: duration.optional(),
      evict: z.boolean().optional(),
      eachPriority: z.strictObject(band).optional(),
      priorities: z.array(z.strictObject({ priority, ...band })).optional(),
    })
    .optional(),
  tenants: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        weight: z.number().min(0.001).max(1000).optional(),
        tokensPerMinute: count.optional(),
      }),
    )
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'has two tenants of one name')
    .optional(),
  otherTenants: z.strictObject({ tokensPerMinute: count }).optional(),
});
