import { type Problem, parseValue, schemaProblems } from '@outrigger/manifest';
import { z } from 'zod';
import type { EjectionRules } from '../../eject/ejection-rules.ts';
import { ejectionOf, ejectionSchema } from '../../eject/ejection-schema.ts';
import type { AdmissionRules } from '../plan-admission.ts';
import { admissionSchema, duration } from './admission-schema.ts';
import { rulesOf } from './rules-of.ts';

/** What a picker is told by a file. */
export interface PickerConfiguration {
  readonly admission: AdmissionRules;
  readonly ejection: EjectionRules;
}

/** A configuration, or everything that is wrong with it and where. */
export type ReadPickerConfiguration =
  | { readonly ok: true; readonly configuration: PickerConfiguration }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a configuration, YAML or JSON. An empty one is what holds without one. */
export async function readPickerConfiguration(text: string, file: string): Promise<ReadPickerConfiguration> {
  const parsed = await parseValue(text, file);
  if (!parsed.ok) return parsed;
  const read = fileSchema.safeParse(parsed.value ?? {});
  if (read.success) {
    const { admission = {}, ejection = {} } = read.data;
    return { ok: true, configuration: { admission: rulesOf(admission), ejection: ejectionOf(ejection) } };
  }
  const page = 'docs/inference/admission.md';
  return {
    ok: false,
    problems: schemaProblems(read.error.issues, { ...parsed, file, whole: 'the configuration', page }),
  };
}

const fileSchema = z.strictObject({
  admission: admissionSchema.optional(),
  ejection: ejectionSchema(duration).optional(),
});
