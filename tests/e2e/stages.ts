import type { APIRequestContext } from '@playwright/test';
import {
  drawnQuestions,
  enter,
  newestAttempt,
  rightTokens,
  saveAnswers,
  sitExam,
  startExam,
  submitExam,
  withDatabase,
  wrongTokens,
  type GivenAnswer,
} from './attempts';
import { PEOPLE } from './page-list';
import type { RunningServer } from './server';

/** What addresses hold that only the database knows. */
export interface Known {
  running: string;
  passed: string;
  failed: string;
  code: string;
}

/** States of the province, in the order in which they can be reached. */
export const STAGES = ['fresh', 'running', 'done'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * Brings the province to a stage, from wherever it is: the learner's attempt with eleven answers, then submitted with
 * 21 right of 25, and the trainer's own attempt failed. `newRequest` makes a request context of its own.
 */
export async function reach(
  stage: Stage,
  server: RunningServer,
  newRequest: () => Promise<APIRequestContext>,
): Promise<Known> {
  const { databasePath } = server;
  const mine = () => newestAttempt(databasePath, PEOPLE.learner);
  if (stage !== 'fresh' && mine() === null) {
    const request = await newRequest();
    await enter(request, PEOPLE.learner);
    const publicId = await startExam(request);
    const answers = drawnQuestions(databasePath, publicId)
      .slice(0, 11)
      .map((question): GivenAnswer => ({
        position: question.position,
        answer: rightTokens(question),
        flagged: question.position === 7,
      }));
    await saveAnswers(request, databasePath, publicId, [
      ...answers,
      { position: 15, answer: null, flagged: true },
    ]);
    // As if she had sat there for a while.
    withDatabase(databasePath, (db) =>
      db
        .prepare(
          `update attempt set started_at = started_at - 892000, deadline = deadline - 892000,
             grace_until = grace_until - 892000 where public_id = ?`,
        )
        .run(publicId),
    );
    await request.dispose();
  }
  const running = mine();
  if (stage === 'done' && running && running.state === 'running') {
    const request = await newRequest();
    await enter(request, PEOPLE.learner);
    const questions = drawnQuestions(databasePath, running.publicId);
    const ofSkill = (skill: string) => questions.filter((question) => question.skill.startsWith(skill));
    const missed = [...ofSkill('IU01.4').slice(0, 3), ...ofSkill('IU01.2').slice(0, 1)];
    const answers = questions.map((question) => ({
      position: question.position,
      answer: missed.includes(question) ? wrongTokens(question) : rightTokens(question),
    }));
    await saveAnswers(request, databasePath, running.publicId, answers);
    await submitExam(request, running.publicId);
    await enter(request, PEOPLE.trainer);
    await sitExam(request, databasePath, 9);
    await request.dispose();
  }
  const code = withDatabase(databasePath, (db) =>
    db
      .prepare("select code from confirmation where person_id <> 1 and valid_to < '9999' order by id limit 1")
      .get(),
  ) as { code: string };
  return {
    running: running?.publicId ?? '',
    passed: running?.publicId ?? '',
    failed: newestAttempt(databasePath, PEOPLE.trainer)?.publicId ?? '',
    code: code.code,
  };
}
