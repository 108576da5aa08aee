import { isDate } from '~/office/dates';
import { UsageError, type CommandArgs } from './context';

export function option(args: CommandArgs, name: string): string | undefined {
  return args.options.get(name);
}

export function requiredOption(args: CommandArgs, name: string): string {
  const value = option(args, name);
  if (value === undefined || value === 'true') throw new UsageError(`--${name} needs a value`);
  return value;
}

export function dateOption(args: CommandArgs, name: string): string | undefined {
  const value = option(args, name);
  if (value !== undefined && !isDate(value))
    throw new UsageError(`--${name}: ${value} is not a date yyyy-mm-dd`);
  return value;
}

/** ISO 8601 with an offset, in milliseconds. */
export function instantOption(args: CommandArgs, name: string): number | undefined {
  const value = option(args, name);
  if (value === undefined) return undefined;
  const hasOffset = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(value);
  const instant = Date.parse(value);
  if (!hasOffset || Number.isNaN(instant)) {
    throw new UsageError(`--${name}: ${value} is not a time like 2026-11-25T08:05:00+07:00`);
  }
  return instant;
}

export function numberOption(args: CommandArgs, name: string): number | undefined {
  const value = option(args, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new UsageError(`--${name}: ${value} is not a number from 1`);
  return number;
}

export function choiceOption<T extends string>(
  args: CommandArgs,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = option(args, name);
  if (value === undefined) return undefined;
  const choice = choices.find((known) => known === value);
  if (!choice) throw new UsageError(`--${name}: ${value} is none of ${choices.join(', ')}`);
  return choice;
}
