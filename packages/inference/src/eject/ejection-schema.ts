import { z } from 'zod';
import { type EjectionRules, USUAL_EJECTION } from './ejection-rules.ts';

/** What a file says of ejection: Envoy's and Istio's words. Times are ms; what it leaves out is as it is without a file. */
export interface EjectionFile {
  readonly consecutive5xx?: number | undefined;
  readonly consecutiveGatewayFailure?: number | undefined;
  readonly baseEjectionTime?: number | undefined;
  readonly maxEjectionTime?: number | undefined;
  readonly maxEjectionPercent?: number | undefined;
  readonly panicThreshold?: number | undefined;
}

/** By this the part is read, with the durations of the file that it stands in; docs/inference/ejection.md describes the same. */
export function ejectionSchema(duration: z.ZodType<number, string>): z.ZodType<EjectionFile> {
  const count = z.number().int().min(0);
  const percent = z.number().min(0).max(100);
  return z.strictObject({
    consecutive5xx: count.optional(),
    consecutiveGatewayFailure: count.optional(),
    baseEjectionTime: duration.optional(),
    maxEjectionTime: duration.optional(),
    maxEjectionPercent: percent.optional(),
    panicThreshold: percent.optional(),
  });
}

/** The rules that a file asks for. */
export function ejectionOf({
  consecutive5xx = USUAL_EJECTION.consecutive5xx,
  consecutiveGatewayFailure = USUAL_EJECTION.consecutiveGatewayFailure,
  baseEjectionTime: baseEjectionMs = USUAL_EJECTION.baseEjectionMs,
  maxEjectionTime = USUAL_EJECTION.maxEjectionMs,
  maxEjectionPercent = USUAL_EJECTION.maxEjectionPercent,
  panicThreshold = USUAL_EJECTION.panicThreshold,
}: EjectionFile): EjectionRules {
  return {
    ...{ consecutive5xx, consecutiveGatewayFailure, baseEjectionMs, maxEjectionPercent, panicThreshold },
    // As Envoy: the longer of both.
    maxEjectionMs: Math.max(maxEjectionTime, baseEjectionMs),
  };
}
