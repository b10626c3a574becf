/** From the ground up. A package imports only from floors below its own. */
export const floors: readonly (readonly string[])[] = [
  ['pod', 'manifest', 'service'],
  ['sidecars', 'cluster'],
  ['node', 'events', 'inference'],
  ['console'],
  ['outrigger'],
];

/** Pairs that the floors alone would allow. */
export const strangers: readonly { readonly from: string; readonly to: string; readonly reason: string }[] = [
  {
    from: 'events',
    to: 'sidecars',
    reason: 'events and inference are systems of their own: people install them without knowing what a sidecar is',
  },
  {
    from: 'inference',
    to: 'sidecars',
    reason: 'events and inference are systems of their own: people install them without knowing what a sidecar is',
  },
];

/** Packages without I/O, clock or run-time dependencies, and the one package whose types they may name. */
export const pure: ReadonlyMap<string, { readonly typesOnly: readonly string[]; readonly reason: string }> = new Map([
  [
    'pod',
    {
      typesOnly: ['kubernetes-models'],
      reason:
        'pod is a pure model: the simulator, the process driver, the CRI driver and the browser all run the same decide(), ' +
        'and the same input must give the same output in each',
    },
  ],
]);

/** The files that load modules of the user's, which no plan can name, and what for. */
export const loaders: ReadonlyMap<string, string> = new Map([
  [
    'packages/outrigger/src/inference/policy/load-policy-file.ts',
    'filters, scorers and pickers that a configuration names',
  ],
]);

/** Which floor a package stands on, counted from 0; undefined for a package the plan does not know. */
export function floorOf(name: string): number | undefined {
  const floor = floors.findIndex((names) => names.includes(name));
  return floor < 0 ? undefined : floor;
}
