/** A schema as a CustomResourceDefinition has it: the part of OpenAPI v3 that the kinds of a pool need. */
export interface Schema {
  readonly type: 'object' | 'array' | 'string' | 'integer';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'int32' | 'int64' | 'date-time';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic';
  /** Rules of CEL; left out of what a definition holds is only how they are asked here. */
  readonly rules?: readonly Rule[];
}

/** What fields have to fulfil together. */
export interface Rule {
  /** In CEL, for the API server. */
  readonly rule: string;
  readonly message: string;
  /** The same, for values of files. Left out of a rule about changes: a file has no value of before. */
  readonly holds?: (value: never) => boolean;
}
