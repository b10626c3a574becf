/** The article's three words, as the priorities that upstream's migration gives them (GIE v1.5.0 site-src/guides/ga-migration.md). */
export const CRITICALITY = { Critical: 1, Standard: 0, Sheddable: -1 } as const;

/** May such a request be dropped to keep others fast? (llm-d-router apix/v1alpha2, InferenceObjective: below 0.) */
export function isSheddable(priority: number): boolean {
  return priority < 0;
}
