import type { Check } from '../check.ts';
import { bodyChecks } from './body-checks.ts';
import { endpointChecks } from './endpoint-checks.ts';
import { healthChecks } from './health-checks.ts';
import { hostileChecks } from './hostile-checks.ts';
import { orderChecks } from './order-checks.ts';
import { refusalChecks } from './refusal-checks.ts';
import { responseChecks } from './response-checks.ts';
import { subsetChecks } from './subset-checks.ts';

/** All checks, in the order in which they are made. */
export const allChecks: readonly Check[] = [
  ...healthChecks,
  ...endpointChecks,
  ...orderChecks,
  ...bodyChecks,
  ...subsetChecks,
  ...refusalChecks,
  ...responseChecks,
  ...hostileChecks,
];
