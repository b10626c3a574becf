import { isIP } from 'node:net';
import type { Environment } from '@marcbachmann/cel-js';
import { bitsOf, canonicalAddress } from './address-bits.ts';

/** IP addresses and ranges of them (apiserver pkg/cel/library/ip.go and cidr.go@1.36). */
export function withAddresses(environment: Environment): Environment {
  return environment
    .registerType('net.IP', { ctor: Ip, fields: {} })
    .registerType('net.CIDR', { ctor: Cidr, fields: {} })
    .registerType('IpLibrary', IpLibrary)
    .registerConstant('ip', 'IpLibrary', new IpLibrary())
    .registerFunction('IpLibrary.isCanonical(string): bool', (_: unknown, text: string) => readIp(text).text === text)
    .registerFunction('isIP(string): bool', isAddress)
    .registerFunction('isCIDR(string): bool', isRange)
    .registerFunction('ip(string): net.IP', readIp)
    .registerFunction('cidr(string): net.CIDR', readCidr)
    .registerFunction('string(net.IP): string', (one: Ip) => one.text)
    .registerFunction('string(net.CIDR): string', (one: Cidr) => `${one.ip.text}/${one.length}`)
    .registerFunction('net.IP.family(): int', (one: Ip) => BigInt(one.family))
    .registerFunction('net.IP.isUnspecified(): bool', ({ bits }: Ip) => bits === 0n)
    .registerFunction('net.IP.isLoopback(): bool', (one: Ip) => isWithin(one, ['127.0.0.0/8', '::1/128']))
    .registerFunction('net.IP.isLinkLocalMulticast(): bool', (one: Ip) => isWithin(one, ['224.0.0.0/24', 'ff02::/16']))
    .registerFunction('net.IP.isLinkLocalUnicast(): bool', (one: Ip) => isWithin(one, ['169.254.0.0/16', 'fe80::/10']))
    .registerFunction('net.IP.isGlobalUnicast(): bool', isGlobal)
    .registerOperator('net.IP == net.IP', (a: Ip, b: Ip) => a.family === b.family && a.bits === b.bits)
    .registerOperator('net.CIDR == net.CIDR', (a: Cidr, b: Cidr) => a.ip.text === b.ip.text && a.length === b.length)
    .registerFunction('net.CIDR.containsIP(string): bool', (range: Cidr, text: string) => contains(range, readIp(text)))
    .registerFunction('net.CIDR.containsIP(net.IP): bool', contains)
    .registerFunction('net.CIDR.containsCIDR(string): bool', (range: Cidr, text: string) =>
      containsRange(range, readCidr(text)),
    )
    .registerFunction('net.CIDR.containsCIDR(net.CIDR): bool', containsRange)
    .registerFunction('net.CIDR.ip(): net.IP', ({ ip }: Cidr) => ip)
    .registerFunction('net.CIDR.masked(): net.CIDR', masked)
    .registerFunction('net.CIDR.prefixLength(): int', ({ length }: Cidr) => BigInt(length));
}

class IpLibrary {}

class Ip {
  readonly text: string;
  readonly family: 4 | 6;
  readonly bits: bigint;

  constructor(text: string, family: 4 | 6, bits: bigint) {
    this.text = text;
    this.family = family;
    this.bits = bits;
  }
}

class Cidr {
  readonly ip: Ip;
  readonly length: number;

  constructor(ip: Ip, length: number) {
    this.ip = ip;
    this.length = length;
  }
}

/** Without zones, without leading zeros, and no IPv4 in IPv6. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%') && !/^::ffff:/i.test(text);
}

function isRange(text: string): boolean {
  const [address = '', length = '', ...more] = text.split('/');
  if (more.length > 0 || !isAddress(address) || !/^(0|[1-9]\d*)$/.test(length)) return false;
  return Number(length) <= (isIP(address) === 4 ? 32 : 128);
}

function readIp(text: string): Ip {
  if (text.includes('%')) throw new Error(`IP address ${JSON.stringify(text)} with zone value is not allowed`);
  if (/^::ffff:\d+\.\d+/i.test(text))
    throw new Error(`IPv4-mapped IPv6 address ${JSON.stringify(text)} is not allowed`);
  if (!isAddress(text))
    throw new Error(
      `IP Address ${JSON.stringify(text)} parse error during conversion from string: ParseAddr(${JSON.stringify(text)}): unable to parse IP`,
    );
  const family = isIP(text) === 4 ? 4 : 6;
  return new Ip(canonicalAddress(text), family, bitsOf(text));
}

function readCidr(text: string): Cidr {
  if (!isRange(text))
    throw new Error(
      `network address parse error during conversion from string: network address parse error during conversion from string: netip.ParsePrefix(${JSON.stringify(text)}): no '/'`,
    );
  const [address = '', length = ''] = text.split('/');
  return new Cidr(readIp(address), Number(length));
}

function widthOf({ family }: Ip): number {
  return family === 4 ? 32 : 128;
}

function contains({ ip, length }: Cidr, other: Ip): boolean {
  const shift = BigInt(widthOf(ip) - length);
  return ip.family === other.family && ip.bits >> shift === other.bits >> shift;
}

function containsRange(range: Cidr, other: Cidr): boolean {
  return other.length >= range.length && contains(range, other.ip);
}

function masked({ ip, length }: Cidr): Cidr {
  const shift = BigInt(widthOf(ip) - length);
  const bits = (ip.bits >> shift) << shift;
  return new Cidr(new Ip(canonicalAddress(bits, ip.family), ip.family, bits), length);
}

function isWithin(one: Ip, ranges: readonly string[]): boolean {
  return ranges.some((range) => contains(readCidr(range), one));
}

function isGlobal(one: Ip): boolean {
  const isBroadcast = one.family === 4 && one.bits === 0xffffffffn;
  return (
    !isBroadcast &&
    one.bits !== 0n &&
    !isWithin(one, ['127.0.0.0/8', '::1/128', '224.0.0.0/4', 'ff00::/8', '169.254.0.0/16', 'fe80::/10'])
  );
}
