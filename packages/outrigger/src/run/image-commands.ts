import { type JsonObject, readDocument } from '@outrigger/manifest';
import { badFlag, Failure } from '../world/failure.ts';

/** The command that stands for an image when containers are processes; undefined where nobody has said one. */
export type CommandOf = (image: string) => readonly string[] | undefined;

/** Reads `--image NAME=COMMAND` and the file of `--images`. An image goes by its whole name, without its tag, or by its last part. */
export async function readImageCommands(flags: {
  readonly image?: readonly string[];
  readonly images?: string;
}): Promise<Readonly<Record<string, readonly string[]>>> {
  const commands: Record<string, readonly string[]> = {};
  for (const [image, command] of Object.entries(await readFileOf(flags.images))) {
    commands[image] = wordsOf(command, image, flags.images ?? '');
  }
  for (const entry of flags.image ?? []) {
    const [, image, command] = /^([^=]+)=(.+)$/s.exec(entry) ?? [];
    if (image === undefined || command === undefined) {
      throw badFlag('--image', `"${entry}" names no command`, "write --image nginx='python3 -m http.server'");
    }
    commands[image] = inShell(command, image);
  }
  return commands;
}

/** Looks commands up: an exact name wins over one without a tag, that over the last part of the path. */
export function commandOf(commands: Readonly<Record<string, readonly string[]>>): CommandOf {
  return (image) => {
    const untagged = image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
    return commands[image] ?? commands[untagged] ?? commands[untagged.replace(/^.*\//, '')];
  };
}

async function readFileOf(file: string | undefined): Promise<Readonly<Record<string, unknown>>> {
  if (file === undefined) return {};
  const document = await readDocument(file);
  if (!document.ok)
    throw new Failure(`--images ${file}: ${document.problems[0]?.message ?? 'cannot be read'}`, { code: 'bad-flag' });
  const { value } = document;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw badFlag(
    '--images',
    `${file} holds no map of images`,
    'write a line for each: nginx: python3 -m http.server 8080',
  );
}

function wordsOf(command: unknown, image: string, file: string): readonly string[] {
  if (typeof command === 'string') return inShell(command, image);
  if (Array.isArray(command) && command.every((word) => typeof word === 'string')) return command;
  throw badFlag('--images', `${file}: the command of ${image} is neither a text nor a list of words`);
}

/** The shell puts itself aside, so that the command gets the signals; arguments of the container are added to it. */
function inShell(command: string, image: string): readonly string[] {
  return ['sh', '-c', `exec ${command} "$@"`, image];
}
