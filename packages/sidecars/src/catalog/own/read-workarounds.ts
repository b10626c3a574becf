import type { Json, JsonObject, Path } from '@outrigger/manifest';
import type { AnnotationWorkaround } from '../catalog-entry.ts';
import { type FieldReader, sayPath } from './field-reader.ts';
import type { OwnWorkarounds } from './own-entry.ts';

/** Reads what was built around a sidecar. */
export function readWorkarounds(value: Json, path: Path, reader: FieldReader): OwnWorkarounds {
  const map = reader.map(value, path, KEYS);
  const ports = (key: 'ports' | 'serves') => (key in map ? { [key]: reader.ports(map[key], [...path, key]) } : {});
  const texts = (key: 'processes' | 'flags' | 'env') =>
    key in map ? { [key]: reader.texts(map[key], [...path, key]) } : {};
  return {
    ...ports('ports'),
    ...ports('serves'),
    ...(map.quits !== undefined && { quits: readQuits(map.quits, [...path, 'quits'], reader) }),
    ...texts('processes'),
    ...texts('flags'),
    ...texts('env'),
    ...(map.annotations !== undefined && {
      annotations: readAnnotations(map.annotations, [...path, 'annotations'], reader),
    }),
  };
}

const KEYS = ['ports', 'serves', 'quits', 'processes', 'flags', 'env', 'annotations'] as const;
const KINDS = ['hold-application', 'delay-at-stop', 'quit-at-end'] as const;

function readQuits(value: Json, path: Path, reader: FieldReader): NonNullable<OwnWorkarounds['quits']> {
  return reader.list(value, path).map((item, index) => {
    const at = [...path, index];
    const map = reader.map(item, at, ['path', 'port']);
    const url = reader.text(map.path, [...at, 'path']);
    if (url !== '' && !url.startsWith('/')) {
      const message = `${sayPath([...at, 'path'])}: "${url}" does not begin with a slash`;
      reader.fail({ path: [...at, 'path'], message, hint: 'only the path of the URL, such as /quitquitquit' });
    }
    const port = present(map, 'port') ? reader.port(map.port, [...at, 'port']) : undefined;
    return { path: url, ...(port !== undefined && { port }) };
  });
}

function readAnnotations(value: Json, path: Path, reader: FieldReader): readonly AnnotationWorkaround[] {
  return reader.list(value, path).map((item, index) => {
    const at = [...path, index];
    const map = reader.map(item, at, ['key', 'kind', 'fields']);
    return {
      key: reader.text(map.key, [...at, 'key']),
      kind: reader.oneOf(map.kind, [...at, 'kind'], KINDS) ?? 'hold-application',
      ...(present(map, 'fields') && { fields: reader.texts(map.fields, [...at, 'fields']) }),
    };
  });
}

function present(map: JsonObject, key: string): boolean {
  return (map[key] ?? null) !== null;
}
