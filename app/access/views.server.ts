import { insertView, listPeopleNamed } from '~db/queries/views';
import type { Ctx } from './context.server';
import type { ViewKind } from './view-kinds';

/**
 * Notes that the actor was shown these people, before the page leaves: nobody looks without a trace. What cannot be
 * noted is not shown. Looking at oneself leaves none, nor does a page without people; the command line has its own
 * trace, the log of exports.
 */
export function logView(
  ctx: Pick<Ctx, 'db' | 'now' | 'actor'>,
  input: {
    kind: ViewKind;
    /** Who was shown: by id, or where a page knows no ids by staff codes or user names. */
    personIds?: Iterable<number>;
    staffCodes?: Iterable<string>;
    usernames?: Iterable<string>;
    filter?: object;
    requestId: string;
  },
): void {
  const { accountId, personId } = ctx.actor;
  const { kind, personIds = [], staffCodes = [], usernames = [], filter = {}, requestId } = input;
  const named = listPeopleNamed(ctx.db, { staffCodes: [...staffCodes], usernames: [...usernames] });
  const people = [...new Set([...personIds, ...named])].filter((id) => id !== personId).sort((a, b) => a - b);
  if (accountId === null || people.length === 0) return;
  ctx.db.sqlite
    .transaction(() => insertView(ctx.db, { at: ctx.now, accountId, kind, filter, people, requestId }))
    .immediate();
}
