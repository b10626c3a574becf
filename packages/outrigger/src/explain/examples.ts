/** What people do with `outrigger explain`, shown by --help and in docs/commands/explain.md. */
export const EXAMPLES: readonly (readonly [what: string, command: string])[] = [
  ['What will the pods of this Deployment do?', 'explain deployment.yaml'],
  [
    '… on the nodes you have, and what changes with the next version',
    'explain deployment.yaml --kubelet 1.30.3 --compare 1.30.4',
  ],
  ['What if the app crashes after 20 s, again and again?', 'explain pod.yaml --crash-loop app@20s'],
  ['What if the proxy never becomes healthy?', 'explain pod.yaml --probe-fails proxy:startup'],
  ['What if the pod is deleted while the app ignores SIGTERM?', 'explain pod.yaml --delete 60s --ignore-term app'],
  ['What do native sidecars do better than ordinary containers?', 'explain pod.yaml --compare legacy'],
  ['From Helm or Kustomize', 'helm template ./chart | outrigger explain - --name deployment/web'],
  ['One page to look at', 'explain deployment.yaml -o html > pod.html'],
];

/** The examples as text; `name` is how the command was called. */
export function exampleText(name: string): string {
  return EXAMPLES.map(([what, command]) => {
    const line = command.startsWith('explain') ? `${name} ${command}` : command.replace('outrigger', name);
    return `  # ${what}\n  ${line}\n`;
  }).join('\n');
}
