import { type Criticality, type ModelEntry, readModels } from '../pool/model-entry.ts';
import { isAbout, type PoolName, type PoolObject } from '../pool/pool-object.ts';
import { type RewriteRule, readRewrites } from '../pool/rewrite-rule.ts';
import { drawTarget } from '../pool/target.ts';
import { ANY_MODEL, type ModelBook } from './model-book.ts';

/**
 * What the objects of a pool say of models. Where there are InferenceModels, as at the article's time, a model that none of them
 * names is refused with 404; where there are none, all go through (llm-d-router since v1.0 of the extension).
 */
export function modelBookOf(objects: readonly PoolObject[], pool: PoolName): ModelBook {
  const models = new Map(readModels(objects, pool).taken.map((entry) => [entry.modelName, entry]));
  const rewrites = rewriteTable(readRewrites(objects, pool));
  const objectives = prioritiesOf(objects, pool);
  return {
    purposeOf(asked, headers, random) {
      const entry = models.get(asked);
      const rule = asked === '' ? undefined : (rewrites.exact.get(asked) ?? rewrites.generic);
      // A request without a body names no model, and nothing can be unknown about it.
      if (models.size > 0 && !entry && !rewrites.exact.has(asked) && asked !== '') return unknownModel(asked);
      const named = objectives.get(headerOf(headers, OBJECTIVE_HEADERS) ?? '');
      const usual = ANY_MODEL.purposeOf(asked, headers, random);
      return {
        ...usual,
        target: targetOf(asked, { headers, rule, entry }, random),
        priority: named ?? (entry ? PRIORITIES[entry.criticality] : 0),
      };
    },
  };
}

/** As the migration guide has it: positive, zero, negative (gateway-api-inference-extension site-src/guides/ga-migration.md@v1.5.0). */
const PRIORITIES: Readonly<Record<Criticality, number>> = { Critical: 1, Standard: 0, Sheddable: -1 };

/** Names of upstream, the older one last (llm-d-router pkg/epp/metadata/consts.go@v0.10.0). */
const OBJECTIVE_HEADERS = ['x-llm-d-inference-objective', 'x-gateway-inference-objective'];
const REWRITE_HEADERS = ['x-llm-d-model-name-rewrite', 'x-gateway-model-name-rewrite'];

type Headers = ReadonlyMap<string, string>;

interface Sayings {
  readonly headers: Headers;
  readonly rule: RewriteRule | undefined;
  readonly entry: ModelEntry | undefined;
}

/** Who says it nearest to the request counts: its header, then a rewrite, then the model. */
function targetOf(asked: string, { headers, rule, entry }: Sayings, random: () => number): string {
  const named = headerOf(headers, REWRITE_HEADERS);
  if (named !== undefined && named !== '' && asked !== '') return named;
  const targets = rule && rule.targets.length > 0 ? rule.targets : (entry?.targets ?? []);
  return targets.length > 0 ? drawTarget(targets, random) : asked;
}

interface RewriteTable {
  readonly exact: ReadonlyMap<string, RewriteRule>;
  readonly generic: RewriteRule | undefined;
}

/** A rule that names the model goes before one for all, then the first counts (llm-d-router pkg/epp/datastore/modelrewritestore.go). */
function rewriteTable(rules: readonly RewriteRule[]): RewriteTable {
  const exact = new Map<string, RewriteRule>();
  for (const rule of rules) {
    for (const model of rule.models) if (!exact.has(model)) exact.set(model, rule);
  }
  return { exact, generic: rules.find(({ models }) => models.length === 0) };
}

function prioritiesOf(objects: readonly PoolObject[], pool: PoolName): ReadonlyMap<string, number> {
  const found = objects.filter((object) => object.kind.kind === 'InferenceObjective' && isAbout(object, pool));
  return new Map(found.map(({ name, spec }) => [name, Number(spec.priority ?? 0)]));
}

function headerOf(headers: Headers, names: readonly string[]): string | undefined {
  const name = names.find((each) => headers.has(each));
  return name === undefined ? undefined : headers.get(name);
}

function unknownModel(model: string) {
  return { status: 404, message: `no InferenceModel of the pool has the model name ${JSON.stringify(model)}` } as const;
}
