import type { Resource } from '../resource.ts';
import { cronJobs } from './cron-jobs.ts';
import { jobs } from './jobs.ts';

/** The group batch. */
export const batch: readonly Resource[] = [cronJobs, jobs];
