/**
 * Run by a test in processes of its own: issues confirmations to the staff codes given, one after the other, through a
 * connection of this process, and prints what came of each. Arguments: database, keys, instant, staff codes.
 */
import { systemActor } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { issueConfirmation } from '~/proficiency/confirmations.server';
import { openDatabase } from '~db/client.server';
import { ctxOf } from './factories';

const [path, keysPath, instant, ...staffCodes] = process.argv.slice(2) as [
  string,
  string,
  string,
  ...string[],
];
const db = openDatabase(path);
const ctx = ctxOf(db, Number(instant), systemActor('cli'), keysPath);
const outcomes = staffCodes.map((staffCode) => {
  try {
    return issueConfirmation(ctx, { staffCode }).number;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
});
process.stdout.write(JSON.stringify(outcomes));
