import { type FieldPath, isIpAddress, type Scope } from '@outrigger/pod';

/** A range of addresses; false where it is none at all (IsValidCIDRForLegacyField in pkg/apis/core/validation@1.36). */
export function validateCidr(text: string, path: FieldPath, { errors }: Scope): boolean {
  const range = rangeOf(text);
  if (range === undefined) {
    errors.invalid(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)');
    return false;
  }
  const { address, bits } = range;
  const isWhole = address.includes(':') || numberOf(address) % 2 ** (32 - bits) === 0;
  if (!isWhole) errors.invalid(path, text, 'must not have bits set beyond the prefix length');
  return true;
}

/** Whether a range is a part of another one, and not all of it. Ranges of IPv6 are taken for such. */
export function isStrictlyWithin(part: string, whole: string): boolean {
  const [small, large] = [rangeOf(part), rangeOf(whole)];
  if (small === undefined || large === undefined || large.bits >= small.bits) return false;
  if (small.address.includes(':') || large.address.includes(':')) return small.address.includes(':');
  const size = 2 ** (32 - large.bits);
  return Math.floor(numberOf(small.address) / size) === Math.floor(numberOf(large.address) / size);
}

function rangeOf(text: string): { readonly address: string; readonly bits: number } | undefined {
  const [address = '', bits = ''] = text.split('/');
  const most = address.includes(':') ? 128 : 32;
  const isRange = text.split('/').length === 2 && isIpAddress(address) && /^\d+$/.test(bits) && Number(bits) <= most;
  return isRange ? { address, bits: Number(bits) } : undefined;
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
