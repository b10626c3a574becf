import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import { endedBy, quitPath } from '../script/ended-by.ts';
import { isLocal, type Target } from '../script/target.ts';
import type { Answer, Surroundings } from '../surroundings.ts';
import type { ContainerView, PodView } from '../view-pod.ts';
import type { SharedFiles } from './shared-files.ts';

/** What is around the commands of one container of a pod. */
export function surround(
  view: PodView,
  self: ContainerView,
  { place, shared }: { readonly place: Surroundings['place']; readonly shared: SharedFiles },
): Surroundings {
  // Before the init containers are done, no main container answers anything.
  const others = view.containers.filter(
    (other) =>
      other !== self &&
      (other.kind === 'sidecar' || (other.kind === 'main' && self.kind !== 'init') || other.entry !== undefined),
  );
  const injected = injectedEntries(view);
  const isSidecar = self.entry !== undefined && self.kind !== 'init';
  return {
    variables: self.env,
    place,
    isSidecar,
    nameOf: (id) => view.containers.find(({ entry, kind }) => entry?.id === id && kind !== 'init')?.name ?? id,
    whoAnswers: (target) => {
      if (!isLocal(target.host)) return undefined;
      const { port } = target;
      if (port !== undefined && self.ports.has(port)) {
        return place === 'postStart' ? { about: self.name, isSure: isSidecar, kind: 'hold-application' } : undefined;
      }
      return port === undefined ? undefined : whoListens(port);
    },
    whoQuits: (target) => whoQuits(view, others, target),
    whoRuns: (process) => (view.pod.spec?.shareProcessNamespace === true ? whoRuns(process, others) : undefined),
    whoShares: (file, does) => shared.whoShares(self, file, does),
  };

  function whoListens(port: number): Answer | undefined {
    const listener =
      others.find((other) => other.ports.has(port) && other.entry) ?? others.find((other) => other.ports.has(port));
    // A sidecar that waits for the app is another matter.
    if (listener)
      return isSidecar && !listener.entry ? undefined : { about: listener.name, isSure: listener.entry !== undefined };
    const mesh = injected.find(({ workarounds }) => workarounds?.ports?.includes(port));
    if (mesh) return { about: mesh.id, isSure: true };
    if (isSidecar || view.pod.spec?.hostNetwork === true) return undefined;
    // Nothing but another container of the pod can answer; which one, the manifest does not tell.
    const known = others.filter(({ entry }) => entry && !entry.injector);
    return known.length > 0 ? { about: known.length === 1 ? known[0]?.name : undefined, isSure: false } : undefined;
  }
}

/** Sidecars that an injector may add to this pod: those of the catalog that the manifest does not hold yet. */
function injectedEntries({ entries, containers }: PodView): readonly CatalogEntry[] {
  return entries.filter((entry) => entry.injector !== undefined && !containers.some((each) => each.entry === entry));
}

function whoQuits(
  { entries, containers }: PodView,
  others: readonly ContainerView[],
  target: Target,
): Answer | undefined {
  const { path, port } = target;
  const ending = endedBy(entries, target);
  const container =
    others.find(({ entry }) => entry && ending.includes(entry)) ??
    others.find((other) => port !== undefined && other.ports.has(port));
  if (container) return ending.length > 0 || path === quitPath ? { about: container.name, isSure: true } : undefined;
  if (ending[0]) {
    // The container asks itself, from its own hook.
    const own = containers.find(({ entry }) => entry !== undefined && ending.includes(entry));
    return { about: own?.name ?? ending[0].id, isSure: true };
  }
  if (path !== quitPath) return undefined;
  const known = others.filter(({ entry }) => entry?.workarounds?.quits?.some((quit) => quit.path === quitPath));
  return { about: known.length === 1 ? known[0]?.name : undefined, isSure: true };
}

function whoRuns(process: string, others: readonly ContainerView[]): Answer | undefined {
  const wanted = plain(process);
  if (wanted.length < 4) return undefined;
  const found = others.find(({ name, container, entry }) => {
    const image = container.image?.replace(/[:@].*$/, '').replace(/^.*\//, '') ?? '';
    const program = container.command?.[0]?.replace(/^.*\//, '') ?? '';
    return [name, image, program, ...(entry?.workarounds?.processes ?? [])].some((candidate) => {
      const known = plain(candidate);
      return known.length >= 4 && (known.includes(wanted) || wanted.includes(known));
    });
  });
  return found && { about: found.name, isSure: true };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
