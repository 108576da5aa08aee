import type { Ctx } from '~/access/context.server';
import { findProgressRow, saveProgressRow, type ProgressRow } from '~db/queries/learning';

/** A visit this soon after the last one to the same section writes nothing. */
const SAME_VISIT_MS = 60_000;

/** A place already kept a moment ago is not written again: reading must not wait for the disk at each reload. */
export function keepPlace(ctx: Ctx, personId: number, lessonId: number, section: number): ProgressRow {
  const stored = findProgressRow(ctx.db, personId, lessonId);
  if (stored && stored.section === section && ctx.now - stored.updatedAt < SAME_VISIT_MS) return stored;
  return changeProgress(ctx, personId, lessonId, (before) => ({ ...before, section }));
}

/**
 * Progress is no official fact and feeds no figure: like saved answers it is written without a tx and without a seal, in
 * an immediate transaction of its own, so that two tabs never lose each other's marks.
 */
export function changeProgress(
  ctx: Ctx,
  personId: number,
  lessonId: number,
  change: (before: ProgressRow) => ProgressRow,
): ProgressRow {
  return ctx.db.sqlite
    .transaction(() => {
      const before = findProgressRow(ctx.db, personId, lessonId) ?? {
        lessonId,
        section: 1,
        sectionsDone: 0,
        steps: '{}',
        doneAt: null,
        updatedAt: ctx.now,
      };
      const after = { ...change(before), updatedAt: ctx.now };
      saveProgressRow(ctx.db, personId, after);
      return after;
    })
    .immediate();
}

/** Numbers of the steps done, by exercise. */
export function stepsOf(progress: ProgressRow | null): Record<string, number[]> {
  return JSON.parse(progress?.steps ?? '{}') as Record<string, number[]>;
}
