import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { SchemaTable, SchemaType } from '../src/schema/schema-type.ts';
import { interrogate, type Validator } from './interrogate-validator.ts';

/** The text of src/generated/pod-schema.ts, made by asking the validators of the installed kubernetes-models. */
export async function podSchemaSource(): Promise<string> {
  const { roots, types } = await readSchemas();
  const lines = types.map((type) => JSON.stringify(type)).join(',\n');
  return [
    `// Made by \`npm run generate\` from kubernetes-models ${version()}. Do not edit.`,
    'export const podSchema: string = `{"roots":',
    `${JSON.stringify(roots)},`,
    '"types":[',
    `${lines}]}\`;`,
    '',
  ].join('\n');
}

/** Kinds that hold pods, in every version that was ever served, and the parts that other kinds embed. */
export const schemas: Readonly<Record<string, string>> = {
  'v1/Pod': 'CoreV1Pod',
  'v1/PodTemplate': 'CoreV1PodTemplate',
  'v1/ReplicationController': 'CoreV1ReplicationController',
  'apps/v1/Deployment': 'AppsV1Deployment',
  'apps/v1/ReplicaSet': 'AppsV1ReplicaSet',
  'apps/v1/StatefulSet': 'AppsV1StatefulSet',
  'apps/v1/DaemonSet': 'AppsV1DaemonSet',
  'apps/v1beta1/Deployment': 'AppsV1beta1Deployment',
  'apps/v1beta1/StatefulSet': 'AppsV1beta1StatefulSet',
  'apps/v1beta2/Deployment': 'AppsV1beta2Deployment',
  'apps/v1beta2/ReplicaSet': 'AppsV1beta2ReplicaSet',
  'apps/v1beta2/StatefulSet': 'AppsV1beta2StatefulSet',
  'apps/v1beta2/DaemonSet': 'AppsV1beta2DaemonSet',
  'extensions/v1beta1/Deployment': 'ExtensionsV1beta1Deployment',
  'extensions/v1beta1/ReplicaSet': 'ExtensionsV1beta1ReplicaSet',
  'extensions/v1beta1/DaemonSet': 'ExtensionsV1beta1DaemonSet',
  'batch/v1/Job': 'BatchV1Job',
  'batch/v1/CronJob': 'BatchV1CronJob',
  'batch/v1beta1/CronJob': 'BatchV1beta1CronJob',
  ObjectMeta: 'ObjectMeta',
  PodSpec: 'CoreV1PodSpec',
};

async function readSchemas(): Promise<SchemaTable> {
  const types: SchemaType[] = [];
  const places = new Map<string, number>();
  const intern = (type: SchemaType): number => {
    const text = JSON.stringify(type);
    const place = places.get(text) ?? types.push(type) - 1;
    places.set(text, place);
    return place;
  };
  const roots: Record<string, number> = {};
  for (const [name, schema] of Object.entries(schemas)) roots[name] = interrogate(await validatorOf(schema), intern);
  return { roots, types };
}

/** The compiled validator of a schema of kubernetes-models, by the end of its name. */
export async function validatorOf(schema: string): Promise<Validator> {
  const file =
    schema === 'ObjectMeta'
      ? '@kubernetes-models/apimachinery/_schemas/IoK8sApimachineryPkgApisMetaV1ObjectMeta'
      : `kubernetes-models/_schemas/IoK8sApi${schema}`;
  return ((await import(file)) as { readonly validate: Validator }).validate;
}

function version(): string {
  const path = createRequire(import.meta.url).resolve('kubernetes-models/package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version;
}
