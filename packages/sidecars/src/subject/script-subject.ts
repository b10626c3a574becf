/** A text that a container runs without being in a pod: a Dockerfile, a script, a script in a ConfigMap. */
export interface ScriptSubject {
  readonly language: 'shell' | 'dockerfile';
  readonly text: string;
}
