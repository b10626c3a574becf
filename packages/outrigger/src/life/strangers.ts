import type { Problem } from '@outrigger/manifest';
import type { Container } from '@outrigger/pod';
import type { ReadLifeFile } from '../input/read-life-file.ts';
import { hintFor } from '../world/did-you-mean.ts';

/** Warns of containers that behave in a file of `--behaviour` made for these pods, and are in none of them. */
export function strangers(
  { life, isScenario, file, locateKey }: ReadLifeFile & { readonly ok: true },
  containers: readonly Container[],
): readonly Problem[] {
  if (isScenario) return [];
  const names = [...new Set(containers.map(({ name }) => name))];
  return Object.keys(life.behaviour ?? {})
    .filter((name) => !names.includes(name))
    .map((name): Problem => {
      const path = ['behaviour', name];
      const message = `no container "${name}": its behaviour is left aside`;
      const hint = hintFor(name, names);
      return { code: 'invalid-value', severity: 'warning', message, hint, file, path, position: locateKey(path) };
    });
}
