/** A column of a Table (meta/v1 TableColumnDefinition@1.36). */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  /** Above 0 only `kubectl get -o wide` shows it. */
  readonly priority: number;
}

/** A text. */
export function text(name: string, description: string, format = ''): Column {
  return { name, type: 'string', format, description, priority: 0 };
}

/** A text that is shown when there is much room. */
export function wide(name: string, description: string, format = ''): Column {
  return { ...text(name, description, format), priority: 1 };
}

/** A whole number. */
export function integer(name: string, description: string): Column {
  return { ...text(name, description), type: 'integer' };
}

/** Yes or no. */
export function bool(name: string, description: string): Column {
  return { ...text(name, description), type: 'boolean' };
}

/** A moment. */
export function date(name: string, description: string): Column {
  return { ...text(name, description), type: 'date' };
}

/** What the API says of `metadata.name`. */
export const NAMED =
  'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names';

/** What the API says of `metadata.creationTimestamp`. */
export const CREATED =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata';

/** The first column of nearly all. */
export const NAME: Column = text('Name', NAMED, 'name');

/** How long ago it was created. */
export const AGE: Column = text('Age', CREATED);

/** Names of containers, with much room. */
export const CONTAINERS: Column = wide('Containers', 'Names of each container in the template.');

/** Images of containers, with much room. */
export const IMAGES: Column = wide('Images', 'Images referenced by each container in the template.');
