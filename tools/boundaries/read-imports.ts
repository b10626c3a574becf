import { parseSync, Visitor } from 'oxc-parser';

/** What a source file takes from outside itself. */
export interface SourceUse {
  /** Every module it names, static, dynamic or in a type; `specifier` is undefined where it is computed. */
  readonly imports: readonly Import[];
  /** Every read of a clock or of chance, as written: `Date.now()`. */
  readonly ambient: readonly { readonly what: string; readonly offset: number }[];
}

export interface Import {
  readonly specifier: string | undefined;
  /** True only for what type stripping erases whole: `import type …`, `export type …`, `import('x').T` in a type. */
  readonly typeOnly: boolean;
  readonly offset: number;
}

/** Parses one TypeScript file; throws where the text is not TypeScript. */
export function readImports(path: string, text: string): SourceUse {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error) throw new Error(`${path}: ${error.message}`);

  const imports: Import[] = [];
  const ambient: { what: string; offset: number }[] = [];
  new Visitor({
    ImportDeclaration(node) {
      imports.push({ specifier: node.source.value, typeOnly: node.importKind === 'type', offset: node.start });
    },
    ExportNamedDeclaration(node) {
      if (!node.source) return;
      imports.push({ specifier: node.source.value, typeOnly: node.exportKind === 'type', offset: node.start });
    },
    ExportAllDeclaration(node) {
      imports.push({ specifier: node.source.value, typeOnly: node.exportKind === 'type', offset: node.start });
    },
    ImportExpression(node) {
      const specifier =
        node.source.type === 'Literal' && typeof node.source.value === 'string' ? node.source.value : undefined;
      imports.push({ specifier, typeOnly: false, offset: node.start });
    },
    TSImportType(node) {
      imports.push({ specifier: node.source.value, typeOnly: true, offset: node.start });
    },
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0)
        ambient.push({ what: 'new Date()', offset: node.start });
    },
    CallExpression(node) {
      const called = text.slice(node.callee.start, node.callee.end);
      if (called === 'Date' || called === 'Date.now' || called === 'Math.random')
        ambient.push({ what: `${called}()`, offset: node.start });
    },
  }).visit(parsed.program);
  return { imports, ambient };
}
