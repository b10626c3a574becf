import type { Json, JsonObject, Path } from '@outrigger/manifest';
import type { Recognition, WordTest } from '../catalog-entry.ts';
import { type FieldReader, sayPath } from './field-reader.ts';
import { readWordPattern } from './word-pattern.ts';

/** Reads how a sidecar is told from other containers. */
export function readRecognition(value: Json | undefined, path: Path, reader: FieldReader): Recognition {
  const before = reader.problems.length;
  const map = reader.map(value, path, ['images', 'byName', 'argument', 'unlessArgument', 'alsoAnApp']);
  const images = reader.texts(map.images, [...path, 'images']);
  for (const [index, image] of images.entries()) checkImage(image, [...path, 'images', index], reader);
  const byName = reader.texts(map.byName, [...path, 'byName']);
  for (const [index, name] of byName.entries()) checkName(name, [...path, 'byName', index], reader);
  if (images.length + byName.length === 0 && reader.problems.length === before) {
    const message = `${sayPath(path)} knows it by nothing`;
    reader.fail({ path, atKey: true, message, hint: 'give images, byName, or both' });
  }
  return {
    images,
    ...(byName.length > 0 && { byName }),
    ...readWord(map, 'argument', path, reader),
    ...readWord(map, 'unlessArgument', path, reader),
    ...(isTrue(map.alsoAnApp, [...path, 'alsoAnApp'], reader) && { alsoAnApp: true }),
  };
}

function checkImage(image: string, path: Path, reader: FieldReader): void {
  const fail = (why: string, hint: string) => reader.fail({ path, message: `${sayPath(path)}: ${why}`, hint });
  const [repository = '', tag = '', ...more] = image.split(':');
  if (/[\s@]/.test(image) || more.length > 0 || repository.includes('//') || /^\/|\/$/.test(repository)) {
    fail(
      `"${image}" is no end of an image's repository`,
      'such as example/log-tailer or docker:*dind*, without registry',
    );
  } else if (/^[*/]*$/.test(repository)) fail(`"${image}" fits every image`, 'name at least the last part of it');
  // Each more of them multiplies the ways to match a long name.
  else if ((`${repository}:${tag}`.match(/\*/g)?.length ?? 0) > 2)
    fail(`"${image}" has more than two asterisks`, 'give two images instead');
}

/** What the API server takes as a container's name (IsDNS1123Label in apimachinery pkg/util/validation, 1.36.2). */
function checkName(name: string, path: Path, reader: FieldReader): void {
  if (/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return;
  const message = `${sayPath(path)}: "${name}" is no name that a container can have`;
  reader.fail({ path, message, hint: 'the name itself; there are no patterns for names' });
}

function readWord(
  map: JsonObject,
  key: 'argument' | 'unlessArgument',
  path: Path,
  reader: FieldReader,
): { readonly [key in 'argument' | 'unlessArgument']?: WordTest } {
  const value = map[key];
  if (value === undefined || value === null) return {};
  const at = [...path, key];
  const text = reader.text(value, at);
  if (text === '') return {};
  const read = readWordPattern(text);
  if (read.ok) return { [key]: read.pattern };
  reader.fail({ path: at, message: `${sayPath(at)}: ${read.message}`, hint: read.hint });
  return {};
}

function isTrue(value: Json | undefined, path: Path, reader: FieldReader): boolean {
  if (value === undefined || value === null || typeof value === 'boolean') return value === true;
  reader.fail({ path, message: `${sayPath(path)}: expected true or false, got ${JSON.stringify(value)}` });
  return false;
}
