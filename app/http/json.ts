import { AppError } from '~/access/errors';

/** The object of a JSON body; anything else is an empty one, and the use case says what is missing. */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  try {
    const value: unknown = await request.json();
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The answer of a use case to a script: its data, or the code that it refused with. */
export async function jsonAnswer(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const body = { ok: false, code: error.code, seconds: error.detail.seconds, fields: error.fields };
    return Response.json(body, { status: error.status });
  }
}
