import { stringify } from 'yaml';

/** A value in YAML as Go writes it: keys in their order, lists not indented, texts that YAML 1.1 would read otherwise quoted. */
export function goYaml(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    sortMapEntries: true,
    indentSeq: false,
    lineWidth: 80,
    aliasDuplicateObjects: false,
    singleQuote: true,
  });
}
