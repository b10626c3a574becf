import type { CommandPart } from '../command-line/command-part.ts';
import { conformancePart } from './conformance/part.ts';
import { crdsPart } from './crds/part.ts';
import { envoyConfigPart } from './envoy-config/part.ts';
import { explainPart } from './explain/part.ts';
import { loadPart } from './load/part.ts';
import { modelServerPart } from './model-server/part.ts';
import { policyPart } from './policy/part.ts';
import { replayPart } from './replay/part.ts';
import { servePart } from './serve/part.ts';
import { simulatePart } from './simulate/part.ts';

/** The parts of `outrigger inference`, in the order of its help. */
export const inferenceParts: readonly CommandPart[] = [
  servePart,
  explainPart,
  replayPart,
  policyPart,
  simulatePart,
  loadPart,
  modelServerPart,
  conformancePart,
  crdsPart,
  envoyConfigPart,
];
