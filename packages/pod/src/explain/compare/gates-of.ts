import type { Container } from '../../model/pod.ts';
import type { PodLife } from '../life/life.ts';
import { enumerate } from '../words/enumerate.ts';

/** What must be over before a container may start the first time, in words; `nothing` when it may start at once. */
export function gatesOf({ containers }: PodLife, name: string): string {
  const all = containers.map((life) => life.container);
  const container = all.find((c) => c.name === name);
  if (!container) return '';
  const before = all.filter((c) => c.index < container.index);
  const gates = before.flatMap((c) => gatesBy(c, container));
  return gates.length === 0 ? 'nothing' : enumerate(gates);
}

/** Init containers and sidecars hold everything after them; main containers hold the next one by their postStart only. */
function gatesBy(gate: Container, held: Container): readonly string[] {
  const { name, kind, probes, hooks } = gate;
  if (kind === 'init') return [`${name} to finish`];
  const gates = hooks.postStart ? [`the postStart hook of ${name}`] : [];
  if (kind === 'sidecar' && probes.startup) gates.push(`the startup probe of ${name}`);
  return kind === 'main' && held.kind !== 'main' ? [] : gates;
}
