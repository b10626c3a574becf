import { stat } from 'node:fs/promises';
import { findFiles, type Problem } from '@outrigger/manifest';

/** A file to scan. One that was found below a directory need not be a manifest at all. */
export interface ScanInput {
  readonly file: string;
  readonly isNamed: boolean;
}

/** The files of the paths in order, each once, and directories that cannot be looked into. */
export async function listInputs(
  paths: readonly string[],
): Promise<{ readonly inputs: readonly ScanInput[]; readonly problems: readonly Problem[] }> {
  const inputs = new Map<string, ScanInput>();
  const problems: Problem[] = [];
  for (const path of paths) {
    if (path === '-' || !(await isDirectory(path))) {
      inputs.set(path, { file: path, isNamed: true });
      continue;
    }
    for (const { path: file, error } of await findFiles(path, SCANNED)) {
      if (error !== undefined) problems.push(unreadable(file, error));
      else if (!inputs.has(file)) inputs.set(file, { file, isNamed: false });
    }
  }
  return { inputs: [...inputs.values()], problems };
}

/** Whether a file is a script or a Dockerfile by its name; what is neither is a manifest. */
export function languageOf(file: string, text: string): 'shell' | 'dockerfile' | undefined {
  const name = file.replace(/^.*[/\\]/, '');
  if (DOCKERFILE.test(name)) return 'dockerfile';
  if (/\.(?:ya?ml|json)$/i.test(name)) return undefined;
  return /\.(?:ba)?sh$/i.test(name) || hasShebang(text) ? 'shell' : undefined;
}

/** Whether a text begins as a shell script does. */
export function hasShebang(text: string): boolean {
  return /^#!\s*\/\S*\/(?:env\s+(?:-S\s+)?)?(?:ba|da|a|k|z)?sh\b/.test(text);
}

const DOCKERFILE = /^(?:Dockerfile|Containerfile)(?:\..+)?$|\.(?:Dockerfile|Containerfile)$/i;
const SCANNED = new RegExp(String.raw`\.(?:ya?ml|json|(?:ba)?sh)$|entrypoint|${DOCKERFILE.source}`, 'i');

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Opening it says why, in the same words for every cause.
    return false;
  }
}

function unreadable(file: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : message;
  return { code: 'unreadable', severity: 'error', message: why, file };
}
