import type { BlueprintRow } from './content';
import type { QuestionOption } from './question';
import { shuffle, type Random } from './random';
import { skillCovers } from './skills';
import type { Difficulty, QuestionType } from './terms';

export interface Eligible {
  versionId: number;
  skill: string;
  difficulty: Difficulty;
  type: QuestionType;
}

/** A row that could not be filled. `available` counts the questions it got when every row had got what it could. */
export interface ShortRow {
  skill: string;
  difficulty: Difficulty | null;
  needed: number;
  available: number;
}

export type Draw = { kind: 'drawn'; items: number[] } | { kind: 'short'; rows: ShortRow[] };

/**
 * Draws a paper: for each row so many questions that fit it, no question twice, in random order. Where rows overlap,
 * questions are moved between rows along augmenting paths (Kuhn's matching over the places of the paper), so that a
 * blueprint that can be filled always is. The same rows, questions and random sequence give the same paper, whatever
 * order the questions come in.
 */
export function drawPaper(input: { rows: BlueprintRow[]; eligible: Eligible[]; random: Random }): Draw {
  const { rows, random } = input;
  const sorted = [...input.eligible].sort((a, b) => a.versionId - b.versionId);
  const candidates = rows.map((row) =>
    shuffle(
      sorted.filter((question) => fits(row, question)).map((question) => question.versionId),
      random,
    ),
  );
  const filled = rows.map(() => 0);
  /** Question version id -> index of the row that holds it. */
  const holder = new Map<number, number>();
  rows.forEach((row, index) => {
    while ((filled[index] as number) < row.count && place(index, candidates, holder, new Set())) {
      filled[index] = (filled[index] as number) + 1;
    }
  });
  const short = rows.flatMap((row, index) => {
    const available = filled[index] as number;
    if (available >= row.count) return [];
    return [{ skill: row.skill, difficulty: row.difficulty ?? null, needed: row.count, available }];
  });
  if (short.length > 0) return { kind: 'short', rows: short };
  const items = [...holder.keys()].sort((a, b) => a - b);
  return { kind: 'drawn', items: shuffle(items, random) };
}

/** The order in which a candidate sees the options: as authored for a true_false, the last kept last where it is locked. */
export function permuteOptions(input: {
  type: QuestionType;
  options: QuestionOption[];
  lockLast: boolean;
  random: Random;
}): QuestionOption[] {
  const { type, options, lockLast, random } = input;
  if (type === 'true_false') return [...options];
  if (!lockLast) return shuffle(options, random);
  return [...shuffle(options.slice(0, -1), random), ...options.slice(-1)];
}

function fits(row: BlueprintRow, question: Eligible): boolean {
  return (
    skillCovers(row.skill, question.skill) &&
    (!row.difficulty || row.difficulty === question.difficulty) &&
    (!row.type || row.type === question.type)
  );
}

/** Gives the row one more question, if need be by finding the present holder of one another question in its place. */
function place(
  row: number,
  candidates: number[][],
  holder: Map<number, number>,
  tried: Set<number>,
): boolean {
  for (const versionId of candidates[row] ?? []) {
    if (tried.has(versionId)) continue;
    tried.add(versionId);
    const held = holder.get(versionId);
    if (held === row) continue;
    if (held === undefined || place(held, candidates, holder, tried)) {
      holder.set(versionId, row);
      return true;
    }
  }
  return false;
}
