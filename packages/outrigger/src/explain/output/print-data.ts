import type { Surroundings } from '../../world/surroundings.ts';

/** How documents are printed. */
export interface DataOptions {
  readonly format: 'json' | 'yaml';
  /** Of one document. */
  readonly kind: string;
}

/** Prints documents for programs: one by itself, several as a list. */
export async function printData(
  documents: readonly object[],
  { format, kind }: DataOptions,
  { stdout }: Surroundings,
): Promise<void> {
  const [only] = documents;
  const value =
    documents.length === 1 ? only : { apiVersion: 'outrigger.dev/v1alpha1', kind: `${kind}List`, items: documents };
  if (format === 'json') stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  else {
    const { stringify } = await import('yaml');
    stdout.write(stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 }));
  }
}
