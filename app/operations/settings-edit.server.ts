import { ZodError } from 'zod';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { requireAllowed } from '~/access/policy';
import {
  getSettings,
  isSettingKey,
  putSetting,
  type SettingKey,
  type Settings,
} from '~/access/settings.server';
import { requireReason } from '~/organisation/account-reach.server';

/** All settings of the province as they stand. Error: not_allowed. */
export function listSettings(ctx: Pick<Ctx, 'db' | 'now' | 'actor'>): Settings {
  requireAllowed(ctx, 'setting.edit');
  return getSettings(ctx.db);
}

/**
 * Changes one setting; what stood before and why stay in the trail. `text` is JSON, or the value itself where the
 * setting is a text. Answers the value as it stands now. Errors: not_allowed; not_found for a key that there is not;
 * invalid_input with the field `reason` (missing, too_long), or `value` with where and what zod refuses.
 */
export function editSetting(
  ctx: Pick<Ctx, 'db' | 'now' | 'actor'>,
  input: { key: string; text: string; reason: string },
): { key: SettingKey; before: unknown; after: unknown } {
  requireAllowed(ctx, 'setting.edit');
  const { key, text } = input;
  if (!isSettingKey(key)) throw new AppError('not_found', { setting: key });
  const reason = requireReason(input.reason);
  const value = valueOf(text);
  try {
    return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'setting edit', (tx) => {
      const before = getSettings(tx.db)[key];
      putSetting(tx, key, value as never, reason);
      return { key, before, after: getSettings(tx.db)[key] };
    });
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const [issue] = error.issues;
    throw new AppError(
      'invalid_input',
      { setting: key, at: issue?.path.join('.') ?? '', what: issue?.message ?? '' },
      { value: issue?.code ?? 'wrong' },
    );
  }
}

/** JSON where it is JSON; what is none is a text as it was typed. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
