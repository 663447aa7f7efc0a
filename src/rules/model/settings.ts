/** settings.yaml */
import type { Weekday } from './condition.ts';
import type { At, Place } from './value.ts';

export interface Settings {
  at: At;
  currency?: { code: string; at: At };
  currencies?: { codes: string[]; at: At };
  time_zone?: { name: string; at: At };
  /** `2026-11-26`, or `12-25` for every year. */
  holidays?: string[];
  business_days?: Weekday[];
  zones?: { name: string; place: Place; at: At }[];
  accounts?: { may_override: OverridableFile[]; unknown: 'base' | 'refuse' };
}

export const overridableFiles = ['shipping', 'taxes', 'approval', 'fees', 'catalog'] as const;
export type OverridableFile = (typeof overridableFiles)[number];
