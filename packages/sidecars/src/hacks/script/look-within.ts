import { forEachChild, type SyntaxNode } from 'unbash';
import type { Reading } from './purpose.ts';
import { readCommand } from './read-command.ts';
import type { Target } from './target.ts';
import { wordText } from './word-text.ts';

/** What the commands of a piece of a script look at. */
export interface Look {
  /** Whether all of them only look, talk, count or sleep. */
  readonly isIdle: boolean;
  readonly targets: readonly Target[];
  /** Whether one lists connections: `netstat`. */
  readonly connections: boolean;
  /** Whether one leaves a loop or the script. */
  readonly leaves: boolean;
}

/** Looks at every command within a node, also those whose output is used. */
export function lookWithin(nodes: readonly SyntaxNode[], reading: Reading): Look {
  const targets: Target[] = [];
  let [isIdle, connections, leaves] = [true, false, false];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') {
      const meaning = readCommand(node, reading.around);
      if (meaning?.does === 'probe' || meaning?.does === 'wait') targets.push(...meaning.targets);
      else if (meaning?.does === 'test') targets.push(...meaning.files.map((file) => ({ file })));
      else if (meaning?.does === 'connections') connections = true;
      else if (meaning?.does === 'leave') leaves = true;
      else if (meaning && meaning.does !== 'sleep' && meaning.does !== 'noise' && meaning.does !== 'filter')
        isIdle = false;
      else if (!meaning && reading.functions.get(node.name?.value ?? '') !== 'noise') isIdle = false;
    } else if (node.type === 'TestUnary' && /^-[efsSrdp]$/.test(node.operator)) {
      const file = wordText(node.operand, reading.around.variables);
      if (file.startsWith('/')) targets.push({ file });
    } else if (node.type === 'Function' || node.type === 'Coproc') {
      isIdle = false;
    }
    forEachChild(node, visit);
  };
  for (const node of nodes) visit(node);
  return { isIdle, targets, connections, leaves };
}
