import type { Observation } from '../../observation.ts';

/**
 * Who an observation is, in few bytes. What client-go writes is a UUID and a name that is the object's with 16 digits behind it
 * (client-go `tools/record/event.go`, makeEvent): 24 bytes and what the id has behind the UUID. Anything else is kept as JSON.
 */
export function packIdentity({ id, event, about }: Observation): Uint8Array | string {
  const place = PLACES.indexOf(event.namespace === about.namespace ? 'same' : event.namespace);
  const digits = event.name.slice(about.name.length + 1);
  const isUsual =
    place >= 0 &&
    UUID.test(event.uid) &&
    id.startsWith(event.uid) &&
    event.name.startsWith(`${about.name}.`) &&
    DIGITS.test(digits);
  if (!isUsual) return JSON.stringify([id, event.namespace, event.name, event.uid]);
  return Buffer.from(
    `${event.uid.replaceAll('-', '')}${digits}0${place}${Buffer.from(id.slice(36)).toString('hex')}`,
    'hex',
  );
}

/** What was packed, for an object of that name and namespace. */
export function unpackIdentity(
  packed: Uint8Array | string,
  about: { readonly namespace: string; readonly name: string },
): { readonly id: string; readonly namespace: string; readonly name: string; readonly uid: string } {
  if (typeof packed === 'string') {
    const [id, namespace, name, uid] = JSON.parse(packed) as [string, string, string, string];
    return { id, namespace, name, uid };
  }
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const uid = bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const place = PLACES[bytes[24] ?? 0] ?? 'same';
  return {
    id: uid + bytes.toString('utf8', 25),
    namespace: place === 'same' ? about.namespace : place,
    name: `${about.name}.${bytes.toString('hex', 16, 24)}`,
    uid,
  };
}

/** Events about objects without a namespace are in `default` (core/v1) or `kube-system` (events.k8s.io/v1). */
const PLACES = ['same', 'default', 'kube-system'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DIGITS = /^[0-9a-f]{16}$/;
