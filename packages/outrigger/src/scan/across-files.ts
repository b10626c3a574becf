import { type KubernetesObject, type Position, parseManifest, readTextOf } from '@outrigger/manifest';
import { applySuppressions, type Finding, type Suppressed, scanTogether } from '@outrigger/sidecars';
import { relevantText } from './file/only-what-matters.ts';
import type { FileRequest } from './file/scan-file.ts';
import type { SharedObject } from './file/share-objects.ts';

/** A shared object and the file it is in; `text` where that cannot be read again. */
export interface SharedIn {
  readonly file: string;
  readonly isNamed: boolean;
  readonly text?: string;
  readonly object: SharedObject;
}

/** What one object says about another of any file, by file; only files with findings are read again, for the places. */
export async function scanAcrossFiles(
  shared: readonly SharedIn[],
  request: FileRequest,
): Promise<ReadonlyMap<string, Suppressed>> {
  const origins = new Map<Position, SharedIn>();
  const objects = shared.map((origin) => {
    const object = withoutText(origin);
    origins.set(object.locate([]), origin);
    return object;
  });
  const found = scanTogether(objects, request);
  const byFile = Map.groupBy(found, ({ file }) => file);
  const settled = new Map<string, Suppressed>();
  for (const [file, findings] of byFile) {
    const origin = origins.get(findings[0]?.position as Position);
    const text = origin && (await textOf(origin));
    if (!origin || text === undefined) continue;
    const { objects: placed } = await parseManifest(relevantText(text, origin), file);
    settled.set(
      file,
      applySuppressions(
        text,
        findings.flatMap((finding) => place(finding, placed, origins)),
      ),
    );
  }
  return settled;
}

async function textOf({ file, text }: SharedIn): Promise<string | undefined> {
  if (text !== undefined) return text;
  const read = await readTextOf(file);
  // It could be read a moment ago; what has gone since has no findings.
  return read.ok ? read.text : undefined;
}

function place(
  finding: Finding,
  objects: readonly KubernetesObject[],
  origins: ReadonlyMap<Position, SharedIn>,
): readonly Finding[] {
  const object = objects[origins.get(finding.position)?.object.index ?? -1];
  return object ? [{ ...finding, position: object.locateKey(finding.path) }] : [];
}

/** The object with one position for all of it, by which it is known again. */
function withoutText({ file, object }: SharedIn): KubernetesObject {
  const nowhere: Position = {
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    offset: 0,
    endOffset: 0,
    excerpt: { text: '', column: 1 },
  };
  const { index: _index, ...rest } = object;
  return { ...rest, file, locate: () => nowhere, locateKey: () => nowhere };
}
