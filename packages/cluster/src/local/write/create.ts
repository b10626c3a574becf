import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { alreadyExists, badRequest, invalid } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { keyOf, readAs } from '../read/stored-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Call } from '../world.ts';
import { contextOf } from './context.ts';

/** POST to a collection: read, default, admit, prepare, validate, keep. */
export function createObject(call: Call): ApiAnswer {
  const { resource, world, info } = call;
  const { rules } = resource;
  const context = contextOf(call);
  const read = readBody(call);
  const named = withIdentity(call, read);
  const defaulted = rules.setDefaults?.(named) ?? named;
  const attempt = { operation: 'create', resource, old: undefined, context, namespace: info.namespace } as const;
  const name = defaulted.metadata?.name ?? '';
  const admitted = world.admit.mutate({ ...attempt, object: defaulted, name });
  const prepared = rules.prepareForCreate?.(admitted, context) ?? admitted;
  const errors = rules.validate?.(prepared, context) ?? [];
  const kind = resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
  if (errors.length > 0) throw invalid(kind, name, errors);
  world.admit.validate({ ...attempt, object: prepared, name });
  const key = keyOf(resource, info.namespace, name);
  if (world.store.get(resource.bucket, key) !== undefined) throw alreadyExists(resource, name);
  if (context.isDryRun) return jsonAnswer(201, readAs(resource, prepared));
  const stored = resource.conversion?.toStored(prepared) ?? prepared;
  return jsonAnswer(201, readAs(resource, world.store.put(resource.bucket, key, stored)));
}

function readBody({ request, resource }: Call): ApiObject {
  const object = JSON.parse(new TextDecoder().decode(request.body)) as ApiObject;
  if (object.apiVersion !== apiVersionOf(resource)) throw badRequest('wrong version');
  return object;
}

function withIdentity({ info, world, resource }: Call, object: ApiObject): ApiObject {
  const { name, generateName = '', ...rest } = object.metadata ?? {};
  return {
    ...object,
    metadata: {
      name: name ?? `${generateName}${suffix(world.random)}`,
      ...(generateName !== '' && { generateName }),
      ...rest,
      ...(resource.isNamespaced && { namespace: info.namespace }),
      uid: crypto.randomUUID(),
      creationTimestamp: world
        .now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
    },
  };
}

/** Five of the letters and digits that make no words (apimachinery pkg/util/rand SafeEncodeString@1.36). */
function suffix(random: () => number): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  return Array.from({ length: 5 }, () => letters[Math.floor(random() * letters.length)]).join('');
}
