import type { EjectionNews } from '@outrigger/inference';

/** A line for people who watch, of an endpoint that is left out for its failures or is back; none where it fails on its trial, for that it is out was told. */
export function sayEjection(news: EjectionNews): string {
  if (news.is === 'back') return `${news.address} answers again, and gets requests as all others\n`;
  const { address, cause, status, leftMs } = news.endpoint;
  if (cause === 'failed-trial') return '';
  return `${address} is ejected for ${Math.round(leftMs / 1000)} s: its answers fail (last ${status})\n`;
}
