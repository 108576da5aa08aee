import { isDate } from '~/office/dates';
import { parseDate } from '~/office/formats';

/** The ISO date of what was typed (dd/mm/yyyy or yyyy-mm-dd); what is no date stays as it is, for a rule to refuse. */
export function isoOf(typed: string): string {
  if (isDate(typed)) return typed;
  const read = parseDate(typed);
  return read.kind === 'ok' ? read.iso : typed;
}
