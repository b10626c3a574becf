import type { CatalogEntry } from '../catalog-entry.ts';

export const nginx: CatalogEntry = {
  id: 'nginx',
  title: 'nginx reverse proxy',
  role: 'proxy',
  recognise: { images: ['nginx', 'nginxinc/nginx-unprivileged'], alsoAnApp: true },
  move: { when: 'ask', because: 'it takes the app’s inbound traffic, and as a sidecar it would outlive the app' },
  caveats: ['Requests that come between the end of the app and its own are answered with 502'],
  sources: ['nginx/docker-nginx README.md, 4f1112b'],
};
