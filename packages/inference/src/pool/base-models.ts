import type { Fields } from './pool-object.ts';

/** A ConfigMap that says which adapters belong to a model. */
export interface ConfigMapObject {
  readonly metadata?: Fields;
  readonly data?: unknown;
}

/** The label of such a ConfigMap (GIE v1.5.0 pkg/bbr/plugins/basemodelextractor). */
export const BASE_MODEL_LABEL = 'inference.networking.k8s.io/bbr-managed';

/** What ConfigMaps say of base models, and which of them cannot be understood. */
export interface BaseModels {
  /** Of an adapter its model, of a base model itself. */
  readonly of: (model: string) => string | undefined;
  readonly problems: readonly { readonly configMap: ConfigMapObject; readonly message: string }[];
}

/** Reads those that carry the label; of an adapter that stands in several the first by name counts. */
export function readBaseModels(configMaps: Iterable<ConfigMapObject>): BaseModels {
  const bases = new Map<string, string>();
  const problems: BaseModels['problems'][number][] = [];
  const own = [...configMaps].filter(isLabelled).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  for (const configMap of own) {
    const { baseModel, adapters = '' } = (configMap.data ?? {}) as { baseModel?: unknown; adapters?: unknown };
    const base = typeof baseModel === 'string' ? baseModel.trim() : '';
    const names = listOf(String(adapters));
    if (base === '') problems.push({ configMap, message: 'data.baseModel: Required value' });
    else if (!names)
      problems.push({ configMap, message: 'data.adapters: Invalid value: must be a list, a line each, as "- NAME"' });
    else for (const name of [base, ...names]) if (!bases.has(name)) bases.set(name, base);
  }
  return { of: (model) => bases.get(model.trim()), problems };
}

function isLabelled({ metadata }: ConfigMapObject): boolean {
  return (metadata?.labels as Fields | undefined)?.[BASE_MODEL_LABEL] === 'true';
}

function nameOf({ metadata }: ConfigMapObject): string {
  return `${String(metadata?.namespace)}/${String(metadata?.name)}`;
}

/** A list of names as YAML writes it; undefined of anything else. */
function listOf(text: string): readonly string[] | undefined {
  const lines = text.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, '').trim());
  const full = lines.filter((line) => line !== '');
  const flow = /^\[(.*)\]$/s.exec(full.join(' '))?.[1];
  const items = flow === undefined ? full.map((line) => /^-\s+(.+)$/.exec(line)?.[1]) : flow.split(',');
  if (items.includes(undefined)) return undefined;
  return items.map((item) => unquoted((item as string).trim())).filter((item) => item !== '');
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}
