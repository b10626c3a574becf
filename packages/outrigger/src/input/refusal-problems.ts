import type { ApiError } from '@outrigger/cluster';
import type { KubernetesObject, Path, Problem } from '@outrigger/manifest';

/** What an API server does not take of an object, each cause where it is written. `inText` says where a path of the server's stands. */
export function refusalProblems(
  { message, status }: ApiError,
  { file, locate, name }: Pick<KubernetesObject, 'file' | 'locate' | 'name'>,
  inText: (path: Path) => Path = (path) => path,
): readonly Problem[] {
  const causes = (status?.details?.causes ?? []) as readonly Cause[];
  const placed = causes.filter((cause) => cause.field !== undefined && cause.message !== undefined);
  const [, undecoded] = /Go struct field \w+\.(\S+) of type/.exec(message) ?? [];
  const said = placed.length > 0 ? placed : [{ field: undecoded ?? 'metadata.name', message }];
  return said.map(({ field = '', message: why = '' }) => {
    const path = inText(toPath(field));
    const text = placed.length > 0 ? `${field}: ${why}` : `${name}: ${why}`;
    return { code: 'invalid-value', severity: 'error', message: text, file, path, position: locate(path) };
  });
}

interface Cause {
  readonly field?: string;
  readonly message?: string;
}

/** The path of `spec.template.spec.containers[0].image` or `metadata.labels[app.kubernetes.io/name]`. */
function toPath(field: string): Path {
  return [...field.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([word, inBrackets]) => {
    const step = inBrackets ?? word;
    return /^\d+$/.test(step) ? Number(step) : step;
  });
}
