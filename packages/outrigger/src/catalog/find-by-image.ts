import { type CatalogEntry, recogniseSidecar } from '@outrigger/sidecars';

/** The entry that a container of an image is, if its arguments do not say otherwise. */
export function findByImage(image: string, entries: readonly CatalogEntry[]): CatalogEntry | undefined {
  // Names decide as well, and nobody has asked for one.
  const found = recogniseSidecar(
    { name: '', image },
    entries.map(({ recognise: { argument: _argument, ...recognise }, ...entry }) => ({ ...entry, recognise })),
  );
  return entries.find(({ id }) => id === found?.id);
}
