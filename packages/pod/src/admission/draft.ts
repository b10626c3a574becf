/**
 * A Kubernetes value as somebody may have written it: any field may be absent and any enumeration may hold any text.
 * What validation reads is a draft; what it lets through is the type itself.
 */
export type Draft<T> = T extends string
  ? string
  : T extends number | boolean | null | undefined
    ? T
    : T extends readonly (infer Element)[]
      ? readonly Draft<Element>[]
      : { readonly [Field in keyof T]?: Draft<T[Field]> };
