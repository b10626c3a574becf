import type { AnswerFormat } from './negotiate.ts';
import { goYaml } from './yaml/go-yaml.ts';

/** A value as text, in the format that was chosen: with a new line at its end, unless it was made pretty. */
export function formatBody(value: unknown, { media, isPretty }: AnswerFormat): string {
  if (media === 'application/yaml') return goYaml(value);
  return isPretty ? JSON.stringify(value, null, 2) : `${JSON.stringify(value)}\n`;
}
