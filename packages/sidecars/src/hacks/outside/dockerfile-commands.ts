/** A command that an image starts with: of ENTRYPOINT or CMD. Offsets are those of the Dockerfile. */
export interface ImageCommand {
  readonly start: number;
  readonly end: number;
  /** The words of the exec form; absent for the shell form, whose text is a script. */
  readonly words?: readonly string[];
}

/** What the containers of an image run: the last ENTRYPOINT, and the last CMD, which are its arguments or the command. */
export function dockerfileCommands(text: string): readonly ImageCommand[] {
  const last = new Map<string, ImageCommand>();
  for (const { index, 0: whole, groups } of text.matchAll(INSTRUCTION)) {
    const { name = '', body = '' } = groups ?? {};
    // Each stage has its own; what is built on nothing of the stages before starts anew.
    if (name.toUpperCase() === 'FROM') last.clear();
    const start = index + whole.length - body.length;
    const words = execForm(body);
    if (/^(?:ENTRYPOINT|CMD)$/i.test(name))
      last.set(name.toUpperCase(), { start, end: start + body.trimEnd().length, ...(words && { words }) });
  }
  const [entrypoint, command] = [last.get('ENTRYPOINT'), last.get('CMD')];
  if (entrypoint?.words && command?.words) {
    return [{ ...entrypoint, words: [...entrypoint.words, ...command.words] }];
  }
  return entrypoint ? [entrypoint] : command ? [command] : [];
}

/** Any instruction, for a HEALTHCHECK has a CMD of its own; it goes on behind a backslash at the end of a line. */
const INSTRUCTION = /^[ \t]*(?<name>[a-z]+)[ \t]+(?<body>(?:[^\\\n]|\\\r?\n|\\.)*)/gim;

function execForm(body: string): readonly string[] | undefined {
  if (!body.trimStart().startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(body.replace(/\\\r?\n/g, ' '));
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}
