import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { structNames } from '../src/local/schema/kind-type.ts';

/**
 * The text of src/local/openapi/generated/documentation.ts: what the declarations of kubernetes-models say of every struct in
 * schema/generated/structure.ts and of its fields, which of them are required, and which texts they may hold.
 */
export function documentationSource(): string {
  const models = dirname(require.resolve('kubernetes-models/package.json'));
  const { version } = JSON.parse(readFileSync(join(models, 'package.json'), 'utf8')) as { readonly version: string };
  const lines = structNames().flatMap((name) => documented(name, readFileSync(fileOf(models, name), 'utf8')));
  const text = lines.join('\n').replaceAll(/[\\`]|\$(?=\{)/g, (character) => `\\${character}`);
  return [
    `// Made by \`npm run generate\` from kubernetes-models ${version}. Do not edit.`,
    `export const documentation: string = \`\n${text}\n\`;`,
    '',
  ].join('\n');
}

const require = createRequire(import.meta.url);

function fileOf(models: string, name: string): string {
  const [group = '', version = '', kind = ''] = name.split('.');
  const apimachinery = dirname(require.resolve('@kubernetes-models/apimachinery/package.json'));
  const homes = [
    ...(group === 'core' ? [join(models, version)] : []),
    join(apimachinery, 'apis', group, version),
    ...readdirSync(models)
      .filter((folder) => folder.split('.')[0] === group)
      .map((folder) => join(models, folder, version)),
  ];
  const found = homes.map((home) => join(home, `${kind}.d.ts`)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`no declaration of ${name}`);
  return found;
}

function documented(name: string, text: string): readonly string[] {
  const kind = name.split('.').at(-1);
  const [, comment = '', body = ''] =
    new RegExp(`(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n)?export interface I${kind}[^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(
      text,
    ) ?? [];
  const fields = [
    ...body.matchAll(/(?: {4}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)? {4}"([^"]+)"(\??): ([\s\S]*?);(?=\n {4}["/]|$)/g),
  ];
  return [
    `${name} ${plain(comment)}`,
    ...fields.map(([, description = '', field, optional, type = '']) => {
      const values = [...type.matchAll(/"([^"]*)"/g)].map(([, value = '']) => value);
      const isChoice = /^(?:"[^"]*"(?: \| )?)+$/.test(type) && field !== 'apiVersion' && field !== 'kind';
      const isRequired = optional === '' && !((field === 'apiVersion' || field === 'kind') && /TypeMeta/.test(text));
      const choice = isChoice && values.every((value) => /^\S+$/.test(value)) ? `=${values.join('|')}` : '';
      return ` ${field}${isRequired ? '!' : ''}${choice} ${plain(description)}`;
    }),
  ];
}

/** A comment without its stars, in one line. */
function plain(comment: string): string {
  return (
    comment
      .split('\n')
      .map((line) => line.replace(/^\s*\* ?/, ''))
      .join('\n')
      .trim()
      // The generator of the declarations keeps stars from ending a comment.
      .replaceAll('\\*', '*')
      .replaceAll('\\', '\\\\')
      .replaceAll('\n', '\\n')
  );
}
