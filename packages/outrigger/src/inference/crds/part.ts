import type { CommandPart } from '../../command-line/command-part.ts';
import type { CrdsFlags } from './crds.ts';

/** `outrigger inference crds`. */
export const crdsPart: CommandPart = {
  name: 'crds',
  summary: 'the definitions of pools and models for an API server, and roles for their owners',
  what: 'Print the CustomResourceDefinitions of InferencePool, InferenceModel, InferenceObjective and InferenceModelRewrite.',
  examples: [
    ['Install them', 'crds | kubectl apply -f -'],
    [
      'With roles for the administrator of pools, the owner of models and the picker',
      'crds --roles | kubectl apply -f -',
    ],
    ['What an administrator installs where the definitions are there already', 'crds --only roles'],
  ],
  flags: [
    {
      heading: 'What:',
      flags: [
        { flags: '--roles', takes: 'nothing', description: 'ClusterRoles, too' },
        {
          flags: '--only <WHAT>',
          takes: 'one',
          choices: ['v1', 'experimental', 'roles'],
          description:
            'a part: v1 (what is in use now), experimental (what was at the time of the article, inference.networking.x-k8s.io), roles',
        },
      ],
    },
    {
      heading: 'Output:',
      flags: [
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['yaml', 'json'],
          default: 'yaml',
          description: 'how it is printed',
        },
      ],
    },
  ],
  exitCodes: ['0    printed', '2    wrong use'],
  async run(_, flags, surroundings) {
    const { crds } = await import('./crds.ts');
    return crds(flags as CrdsFlags, surroundings);
  },
};
