import type { Ports } from '~/access/context.server';
import type { AttemptWriter } from '~/assessment/attempts.server';
import { tell } from '~/notices/notices.server';
import { unwatchedMachine } from '~/operations/machine.server';
import { publishResult } from '~/proficiency/evidence.server';
import '~/jobs/handler.server';

/** Fills the ports that earlier areas declare for later ones. */
export function makePorts(attemptWriter: AttemptWriter, machine = unwatchedMachine()): Ports {
  return { attemptWriter, resultPublished: publishResult, jobHandlers: {}, accountTold: tell, machine };
}
