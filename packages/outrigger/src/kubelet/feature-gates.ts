import { apiServerGates, GATE_NAMES, type GateName, isGateName, NEWEST_MINOR } from '@outrigger/pod';
import { hintFor } from '../world/did-you-mean.ts';
import { badFlag } from '../world/failure.ts';

/** Feature gates by name, as `--feature-gates` gives them. */
export type FeatureGates = Readonly<Record<string, boolean>>;

/** Reads `Name=true|false[,…]`; a name that nothing here depends on is a mistake. */
export function readFeatureGates(lists: readonly string[]): FeatureGates {
  const gates: Record<string, boolean> = {};
  for (const part of lists.flatMap((list) => list.split(',')).filter((text) => text.trim() !== '')) {
    const [name = '', value] = part.split('=', 2).map((text) => text.trim());
    if (!isGateName(name) && !isServerGate(name)) {
      throw badFlag('--feature-gates', `no gate "${name}" is known`, hintFor(name, allGates()));
    }
    if (value === undefined || !/^(?:true|false)$/i.test(value)) {
      throw badFlag('--feature-gates', `"${part}" sets nothing`, `write ${name}=true or ${name}=false`);
    }
    gates[name] = value.toLowerCase() === 'true';
  }
  return gates;
}

/** The gates that the engine reads. */
export function engineGates(gates: FeatureGates): Partial<Record<GateName, boolean>> {
  return Object.fromEntries(Object.entries(gates).filter(([name]) => isGateName(name)));
}

/** Whether a gate is one that decides which pods are taken. */
export function isServerGate(name: string): boolean {
  return Object.hasOwn(apiServerGates(NEWEST_MINOR), name);
}

function allGates(): readonly string[] {
  return [...new Set([...GATE_NAMES, ...Object.keys(apiServerGates(NEWEST_MINOR))])].sort();
}

/** What could follow in a list of gates: after complete entries another name, after a name its values. */
export function gateCandidates(typed: string): readonly { readonly text: string }[] {
  const done = typed.slice(0, typed.lastIndexOf(',') + 1);
  const [name = '', value] = typed.slice(done.length).split('=', 2);
  if (value === undefined) return allGates().map((gate) => ({ text: `${done}${gate}=` }));
  return [{ text: `${done}${name}=true` }, { text: `${done}${name}=false` }];
}
