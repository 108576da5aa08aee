import type { LoaderFunctionArgs } from '@remix-run/node';
import { rosterDownload } from '~/http/roster-download.server';

/** The roster of the page as an Excel file. */
export function loader(args: LoaderFunctionArgs): Promise<Response> {
  return rosterDownload(args, 'xlsx');
}
