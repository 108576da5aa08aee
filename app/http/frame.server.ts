import { accountCard } from '~/access/accounts.server';
import type { Ctx } from '~/access/context.server';
import { rolesOn } from '~/access/policy';
import type { Role } from '~/access/roles';
import { getSettings } from '~/access/settings.server';
import { countUnread } from '~/notices/notices.server';
import { dateOf } from '~/office/dates';
import { listAlarms } from '~/operations/alarms.server';
import { initials } from '~/organisation/names';
import { scopeLabel } from '~/organisation/units.server';
import { openCtx, preferencesOf, readFlash, type RouteArgs } from './context.server';

/** What the document around every page needs. */
export function loadFrame(args: RouteArgs) {
  const { ctx, signedIn } = openCtx(args);
  const preferences = preferencesOf(args);
  const settings = getSettings(ctx.db);
  const url = new URL(args.request.url);
  const roles = signedIn ? rolesOn(ctx.actor.grants, dateOf(ctx.now)) : [];
  return {
    preferences,
    here: url.pathname + url.search,
    province: preferences.lang === 'vi' ? settings.province.nameVi : settings.province.nameEn,
    supportPhone: settings.supportPhone,
    supportHours: settings.supportHours,
    user: signedIn ? userOf(ctx, preferences.lang) : null,
    roles,
    withheld: rolesOn(ctx.actor.withheld ?? [], dateOf(ctx.now)),
    scopes: scopesOf(ctx, roles, preferences.lang),
    unread: signedIn ? countUnread(ctx) : 0,
    flash: readFlash(args.request),
    alarms: roles.includes('operator') ? listAlarms(ctx) : [],
    fullBytes: ctx.ports.machine.disk().fullBytes,
    time: ctx.now,
    /** Seconds until the session ends unless it is used before; null without one. */
    sessionSeconds: signedIn ? Math.floor(((ctx.actor.sessionEndsAt ?? ctx.now) - ctx.now) / 1000) : null,
  };
}

export type FrameData = ReturnType<typeof loadFrame>;

function userOf(ctx: Ctx, lang: 'vi' | 'en') {
  const card =
    ctx.actor.accountId === null ? null : accountCard(ctx.db, ctx.actor.accountId, dateOf(ctx.now));
  if (!card) return { name: ctx.actor.name, unitName: '', initials: initials(ctx.actor.name) };
  return {
    name: card.fullName,
    unitName: lang === 'vi' ? card.unitVi : card.unitEn,
    initials: initials(card.fullName),
  };
}

function scopesOf(ctx: Ctx, roles: Role[], lang: 'vi' | 'en'): Partial<Record<Role, string>> {
  return Object.fromEntries(roles.map((role) => [role, scopeLabel(ctx, role, lang)]));
}
