import { type Json, type Path, type Problem, parseValue } from '@outrigger/manifest';
import { z } from 'zod';
import type { AdmissionRules } from '../plan-admission.ts';
import { admissionSchema } from './admission-schema.ts';
import { rulesOf } from './rules-of.ts';

/** What a picker is told by a file. */
export interface PickerConfiguration {
  readonly admission: AdmissionRules;
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
  if (read.success) return { ok: true, configuration: { admission: rulesOf(read.data.admission ?? {}) } };
  const problems = read.error.issues.flatMap((issue): readonly Problem[] => {
    const path = issue.path as Path;
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        code: 'unknown-field',
        severity: 'error',
        message: `unknown field "${sayPath([...path, key])}"`,
        hint: 'see docs/inference/admission.md for what there is',
        file,
        path: [...path, key],
        position: parsed.locateKey([...path, key]),
      }));
    const value = valueAt(parsed.value, path);
    if (value === undefined) {
      const message = `${sayPath(path)} is missing`;
      return [{ code: 'missing-field', severity: 'error', message, file, path, position: parsed.locate(path) }];
    }
    const words = issue.message.replace(/^Invalid (?:input|option): /, '').replace(/\|/g, ', ');
    const message = `${sayPath(path)}: ${JSON.stringify(value).slice(0, 60)} ${/^(?:is|has) /.test(words) ? words : `is not taken: ${words}`}`;
    const code = issue.code === 'invalid_type' ? 'wrong-type' : 'invalid-value';
    return [{ code, severity: 'error', message, file, path, position: parsed.locate(path) }];
  });
  return { ok: false, problems };
}

const fileSchema = z.strictObject({ admission: admissionSchema.optional() });

function valueAt(root: Json, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], root);
}

/** `admission.tenants[0].name` */
function sayPath(path: Path): string {
  if (path.length === 0) return 'the configuration';
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}
