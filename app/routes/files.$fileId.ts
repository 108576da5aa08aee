import type { LoaderFunctionArgs } from '@remix-run/node';
import { AppError } from '~/access/errors';
import { openFile } from '~/files/files.server';
import { answer, requireCtx } from '~/http/context.server';
import { fileResponse } from '~/http/download';

/**
 * An uploaded file, only ever as a download: whatever else its bytes may be, no browser shows it as a page of this site.
 * The server gives such addresses a policy of their own (app/server/web.ts).
 */
export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args);
  return answer(() => {
    const { fileId = '' } = args.params;
    if (!/^[1-9]\d{0,14}$/.test(fileId)) throw new AppError('not_found');
    const { name, mediaType, content } = openFile(ctx, { fileId: Number(fileId) });
    const ending = name.slice(name.lastIndexOf('.'));
    return fileResponse(content as Buffer<ArrayBuffer>, {
      type: mediaType,
      ascii: `file-${fileId}${ending}`,
      name,
    });
  });
}
