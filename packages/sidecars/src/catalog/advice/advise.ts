import type { IProbe } from 'kubernetes-models/v1';
import type { ChangedArg, KnownContainer, StartupProbeAdvice } from '../catalog-entry.ts';
import { readSetting, type SettingName, shellScript } from './read-setting.ts';

/** A setting that a probe needs: where it may be written, what it has to be, what else would do. */
export interface Need extends SettingName {
  readonly value: string;
  /** Whether what is written will do; by default only the value itself. */
  readonly accepts?: (value: string) => boolean;
}

/** Addresses at which the kubelet, which calls the pod's IP, reaches a server. */
export const reachable = (address: string): boolean => /^(?:|0\.0\.0\.0|\[?::\]?|\*|\$\(.*IP\))$/.test(address);

/** The advice for a probe, with the changes that this container needs so that the probe can succeed. */
export function advise(
  container: KnownContainer,
  probe: IProbe,
  { needs = [], byHand = [] }: { readonly needs?: readonly Need[]; readonly byHand?: readonly string[] } = {},
): StartupProbeAdvice {
  const missingArgs: string[] = [];
  const changedArgs: ChangedArg[] = [];
  const missingEnv: { name: string; value: string }[] = [];
  const sayToo: string[] = [];
  for (const need of needs) {
    const place = readSetting(container, need);
    const wanted = wordOf(need);
    if (!place) {
      if (need.flag === undefined) missingEnv.push({ name: need.env ?? '', value: need.value });
      else if (shellScript(container) === undefined) missingArgs.push(wanted);
      else sayToo.push(`Add ${wanted} to the command in the script`);
    } else if (place.value === undefined) {
      sayToo.push(`See to it that the environment variable ${need.env} is ${need.value}`);
    } else if (place.value !== need.value && !need.accepts?.(place.value)) {
      if (place.in === 'environment') missingEnv.push({ name: place.name, value: need.value });
      else if (place.in === 'script') sayToo.push(`Change the flag in the script to ${wanted}`);
      else changedArgs.push(changedArg(container, place, need));
    }
  }
  return { probe, missingArgs, changedArgs, missingEnv, byHand: [...byHand, ...sayToo] };
}

/** A probe that asks every second for a minute: a sidecar is ready when it says so, not when the next look is due. */
export function patiently(handler: IProbe, more: IProbe = {}): IProbe {
  return { ...handler, periodSeconds: 1, failureThreshold: 60, timeoutSeconds: 5, ...more };
}

function wordOf({ flag, value, isSwitch }: Need): string {
  return isSwitch ? `--${flag}` : `--${flag}=${value}`;
}

function changedArg(
  container: KnownContainer,
  place: { readonly list: 'command' | 'args'; readonly index: number; readonly next: boolean },
  need: Need,
): ChangedArg {
  const { list, index, next } = place;
  if (next) return { list, index: index + 1, value: need.value };
  const dashes = /^-*/.exec(container[list]?.[index] ?? '')?.[0] ?? '--';
  return { list, index, value: need.isSwitch ? `${dashes}${need.flag}` : `${dashes}${need.flag}=${need.value}` };
}
