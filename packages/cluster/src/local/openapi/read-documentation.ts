import { documentation } from './generated/documentation.ts';

/** What is said of a struct of the API. */
export interface StructDocument {
  readonly description: string;
  readonly fields: ReadonlyMap<string, FieldDocument>;
}

/** What is said of a field besides its type. */
export interface FieldDocument {
  readonly description: string;
  readonly isRequired: boolean;
  /** All texts that it may hold; none for any. */
  readonly choices: readonly string[];
}

/** What is said of a struct, e.g. `core.v1.PodSpec`; undefined for those that nobody has described. */
export function structDocument(name: string): StructDocument | undefined {
  documents ??= readAll();
  return documents.get(name);
}

let documents: ReadonlyMap<string, StructDocument> | undefined;

/** A line per struct, and behind it an indented one per field: `NAME`, `!` when it is required, `=A|B` for choices. */
function readAll(): ReadonlyMap<string, StructDocument> {
  const read = new Map<string, StructDocument>();
  let fields = new Map<string, FieldDocument>();
  for (const line of documentation.split('\n').slice(1, -1)) {
    const end = line.indexOf(' ', 1);
    const name = line.slice(0, end);
    const description = line
      .slice(end + 1)
      .replaceAll(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character));
    if (name.startsWith(' ')) {
      const [, field = '', required, choices] = /^ ([^!=]+)(!?)(?:=(.*))?$/.exec(name) ?? [];
      fields.set(field, { description, isRequired: required === '!', choices: choices?.split('|') ?? [] });
    } else {
      fields = new Map();
      read.set(name, { description, fields });
    }
  }
  return read;
}
