import type { CommandArgument, Word, WordPart } from 'unbash';

/** Variables whose value is known: the container's environment, and what the script assigns. */
export type Variables = ReadonlyMap<string, string>;

/** What a word stands for where that is known, and the shell's own text for the rest: `http://localhost:15021`, `$HOST:80`. */
export function wordText(word: Word, variables: Variables): string {
  return word.parts ? word.parts.map((part) => partText(part, variables)).join('') : word.value;
}

/** The words of a command after its name. */
export function argumentTexts(args: readonly CommandArgument[], variables: Variables): readonly string[] {
  return args.map((arg) => (arg.type === 'Word' ? wordText(arg, variables) : arg.text));
}

/** Words of an exec form, in which the kubelet expands `$(NAME)` and nothing else. */
export function expandExec(words: readonly string[], variables: Variables): readonly string[] {
  return words.map((word) =>
    word.replace(/\$\(([A-Za-z_]\w*)\)/g, (whole, name: string) => variables.get(name) ?? whole),
  );
}

function partText(part: WordPart, variables: Variables): string {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value;
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.map((child) => partText(child, variables)).join('');
    case 'SimpleExpansion':
      return variables.get(part.text.slice(1)) ?? part.text;
    case 'ParameterExpansion': {
      if (part.prefix || part.index) return part.text;
      const { operation } = part;
      if (!operation) return variables.get(part.parameter) ?? part.text;
      if (operation.type !== 'Default' || !operation.operator.endsWith('-')) return part.text;
      return variables.get(part.parameter) ?? wordText(operation.operand, variables);
    }
    case 'CommandExpansion': {
      // In a pod the kubelet reads $(NAME) before the shell does.
      const name = /^\$\(([A-Za-z_]\w*)\)$/.exec(part.text)?.[1];
      return (name && variables.get(name)) || part.text;
    }
    default:
      return part.text;
  }
}
