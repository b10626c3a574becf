import { aggregatePart } from './aggregate/part.ts';
import { classifyPart } from './classify/part.ts';
import { correlatePart } from './correlate/part.ts';
import { explainPart } from './explain/part.ts';
import { exportPart } from './export/part.ts';
import { herePart } from './here/part.ts';
import { importPart } from './import/part.ts';
import { incidentsPart } from './incidents/part.ts';
import type { EventsPart } from './part.ts';
import { queryPart } from './query/part.ts';
import { replayPart } from './replay/part.ts';
import { servePart } from './serve/part.ts';
import { tailPart } from './tail/part.ts';
import { topPart } from './top/part.ts';

/** The parts of `outrigger events`, in the order of its help. */
export const eventsParts: readonly EventsPart[] = [
  servePart,
  tailPart,
  queryPart,
  aggregatePart,
  incidentsPart,
  topPart,
  explainPart,
  exportPart,
  importPart,
  replayPart,
  correlatePart,
  classifyPart,
  herePart,
];
