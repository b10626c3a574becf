import type { KnownContainer } from '../catalog-entry.ts';
import { type Need, reachable } from './advise.ts';
import { type SettingName, settingValue } from './read-setting.ts';

/** What is known about a server's own listen address, `host:port`. */
export interface UsualAddress {
  readonly port: number;
  /** Whether it listens at every address unless it is told otherwise; else at localhost only, or not at all. */
  readonly isOpen: boolean;
  /** The host to write where an address has to be written; by default none, which Go takes for all. */
  readonly host?: string;
}

/** Where a server listens that is told its address by a setting, and what the setting has to be so that the kubelet gets there. */
export function listenAddress(
  container: KnownContainer,
  setting: SettingName,
  { port: usualPort, isOpen, host = '' }: UsualAddress,
): { readonly port: number; readonly needs: readonly Need[] } {
  const written = settingValue(container, setting);
  const port = Number(/:(\d+)$/.exec(written ?? '')?.[1] ?? usualPort);
  if (written === undefined && isOpen) return { port, needs: [] };
  return { port, needs: [{ ...setting, value: `${host}:${port}`, accepts: isReachable }] };
}

function isReachable(address: string): boolean {
  const [, host] = /^(?:https?:\/\/)?(.*):\d+$/.exec(address) ?? [];
  return host !== undefined && reachable(host);
}
