import type { FieldPath } from '../field-path.ts';
import { gateIsOn, type Scope } from './scope.ts';

/** An IPv4 or IPv6 address (IsValidIPForLegacyField@1.36.2; strict by default from 1.36). */
export function validateIp(text: string, path: FieldPath, scope: Scope): void {
  const { errors, server } = scope;
  if (!isIpAddress(text)) {
    const old = 'must be valid IP address';
    const now = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
    errors.invalid(path, text, server.minor < 30 ? old : now);
    return;
  }
  if (!gateIsOn(scope, 'StrictIPCIDRValidation')) return;
  const v4Part = text.slice(text.lastIndexOf(':') + 1);
  if (v4Part.includes('.') && v4Part.split('.').some((part) => /^0\d/.test(part))) {
    errors.invalid(path, text, 'must not have leading 0s');
  } else if (isMappedIpv4(text)) errors.invalid(path, text, 'must not be an IPv4-mapped IPv6 address');
}

/** Is it an IPv4 or IPv6 address, also one that only old fields may hold? */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/** Four numbers up to 255; leading zeroes are let through here (netutils.ParseIPSloppy). */
function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  return ipv6Groups(text) !== undefined;
}

function isMappedIpv4(text: string): boolean {
  const groups = ipv6Groups(text) ?? [];
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

/** The eight groups of an IPv6 address; undefined when it is none. */
function ipv6Groups(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(readGroups);
  if (!head) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  if (!tail || head.length + tail.length > 7) return undefined;
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

function readGroups(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [at, part] of parts.entries()) {
    if (at === parts.length - 1 && isIpv4(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
