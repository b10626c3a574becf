/**
 * Replaces `$(NAME)` by what `lookUp` knows; an unknown name stays as it is written, and `$$` is one `$`, so that
 * `$$(NAME)` is never replaced (third_party/forked/golang/expansion/expand.go@v1.36.2: Expand).
 *
 * @example
 * expand('$(HOST):$(PORT) $$(HOST)', (name) => ({ HOST: 'db' })[name]); // 'db:$(PORT) $(HOST)'
 */
export function expand(text: string, lookUp: (name: string) => string | undefined): string {
  // An opened reference that is never closed is text. What is between the brackets is a name, whatever it is made of.
  return text.replace(/\$(?:\$|\(([^)]*)\))/gs, (written: string, name: string | undefined) => {
    if (name === undefined) return '$';
    return lookUp(name) ?? written;
  });
}
