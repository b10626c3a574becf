import { GATE_NAMES, type GateName, isGateName, type Kubelet, kubeletOf, kubeletTiming, NOMINAL } from '@outrigger/pod';
import { didYouMean } from '../world/did-you-mean.ts';
import { Failure } from '../world/failure.ts';

/** What the flags say about the kubelet, as text. */
export interface KubeletFlags {
  readonly kubelet: string;
  readonly featureGates?: readonly string[];
  readonly timing: 'nominal' | 'kubelet';
  readonly seed?: number;
}

/** The kubelet that the flags describe. */
export function readKubelet({ kubelet: version, featureGates = [], timing, seed = 1 }: KubeletFlags): Kubelet {
  const gates = readGates(featureGates);
  const kubelet = kubeletOf(version, { gates, timing: timing === 'nominal' ? NOMINAL : kubeletTiming(seed) });
  if (kubelet) return kubelet;
  throw new Failure(`no kubelet ${version} is known`, {
    code: 'unknown-kubelet',
    hint: 'known are 1.27 to 1.37, with or without a patch version, such as 1.30.3 or 1.30',
  });
}

function readGates(lists: readonly string[]): Partial<Record<GateName, boolean>> {
  const gates: Partial<Record<GateName, boolean>> = {};
  for (const part of lists.flatMap((list) => list.split(',')).filter((text) => text !== '')) {
    const [name = '', value = ''] = part.split('=', 2).map((text) => text.trim());
    if (!isGateName(name)) throw unknownGate(name);
    if (!/^(?:true|false)$/i.test(value)) {
      throw new Failure(`feature gate ${name} is set to "${value}"`, {
        code: 'bad-flag',
        hint: `write --feature-gates ${name}=true or ${name}=false`,
      });
    }
    gates[name] = value.toLowerCase() === 'true';
  }
  return gates;
}

function unknownGate(name: string): Failure {
  const meant = didYouMean(name, GATE_NAMES);
  return new Failure(`no feature gate "${name}" is known`, {
    code: 'unknown-feature-gate',
    hint: meant ? `did you mean ${meant}?` : `known are ${GATE_NAMES.join(', ')}`,
  });
}
