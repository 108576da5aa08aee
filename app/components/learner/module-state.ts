import type { Module } from './data';

export const MODULE_STATES = ['met', 'missing', 'nearExpiry', 'expired'] as const;
export type ModuleState = (typeof MODULE_STATES)[number];

/** One state, the same word and picture on every page. */
export function moduleState({
  met,
  expiring,
  expired,
}: Pick<Module, 'met' | 'expiring' | 'expired'>): ModuleState {
  if (met) return expiring ? 'nearExpiry' : 'met';
  return expired ? 'expired' : 'missing';
}
