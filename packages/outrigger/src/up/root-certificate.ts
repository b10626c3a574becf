import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/**
 * A certificate authority's own certificate, as PEM: what `kube-root-ca.crt` holds. Node reads certificates and makes none, so this
 * writes the few fields that one has (RFC 5280, section 4.1) in DER.
 */
export function rootCertificate(now: Date): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const until = new Date(now);
  until.setUTCFullYear(now.getUTCFullYear() + 10);
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, Buffer.from('outrigger-ca')))));
  const signed = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    name,
    der(SEQUENCE, time(now), time(until)),
    name,
    key,
    der(0xa3, der(SEQUENCE, extension(BASIC_CONSTRAINTS, IS_AUTHORITY), extension(KEY_USAGE, SIGNS), keyId(key))),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', signed, privateKey)]);
  const certificate = der(SEQUENCE, signed, ECDSA_WITH_SHA256, der(BITS, signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const INTEGER = 0x02;
const BITS = 0x03;
const OCTETS = 0x04;
const OBJECT_ID = 0x06;
const UTF8 = 0x0c;
const SEQUENCE = 0x30;
const SET = 0x31;

/** A tag, the length, and what is in it. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function hex(tag: number, text: string): Buffer {
  return der(tag, Buffer.from(text, 'hex'));
}

const COMMON_NAME = hex(OBJECT_ID, '550403');
const BASIC_CONSTRAINTS = hex(OBJECT_ID, '551d13');
const KEY_USAGE = hex(OBJECT_ID, '551d0f');
const SUBJECT_KEY_ID = hex(OBJECT_ID, '551d0e');
const ECDSA_WITH_SHA256 = der(SEQUENCE, hex(OBJECT_ID, '2a8648ce3d040302'));
const TRUE = Buffer.from([0x01, 0x01, 0xff]);
const IS_AUTHORITY = der(SEQUENCE, TRUE);
/** digitalSignature, keyEncipherment, keyCertSign. */
const SIGNS = der(BITS, Buffer.from([2, 0xa4]));

function extension(id: Buffer, value: Buffer): Buffer {
  return der(SEQUENCE, id, TRUE, der(OCTETS, value));
}

function keyId(key: Buffer): Buffer {
  return der(SEQUENCE, SUBJECT_KEY_ID, der(OCTETS, der(OCTETS, createHash('sha1').update(key).digest())));
}

/** UTCTime until 2049, GeneralizedTime from then on. */
function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  const isLate = date.getUTCFullYear() > 2049;
  return der(isLate ? 0x18 : 0x17, Buffer.from(isLate ? digits : digits.slice(2)));
}
