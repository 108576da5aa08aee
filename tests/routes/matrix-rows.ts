import type { Row } from './matrix-row';
import { ACCOUNT_ROWS } from './matrix-table-accounts';
import { FILE_ROWS } from './matrix-table-files';
import { GRANT_ROWS } from './matrix-table-grants';
import { JOB_ROWS } from './matrix-table-jobs';
import { LEARNER_ROWS } from './matrix-table-learner';
import { WEB_ROWS } from './matrix-table-web';
import { TRAIL_ROWS } from './matrix-table-trail';
import { WORK_ROWS } from './matrix-table-work';

/** Every line of the matrix, a table an area. */
export const ROWS: Row[] = [
  ...LEARNER_ROWS,
  ...WORK_ROWS,
  ...ACCOUNT_ROWS,
  ...GRANT_ROWS,
  ...WEB_ROWS,
  ...FILE_ROWS,
  ...JOB_ROWS,
  ...TRAIL_ROWS,
];
