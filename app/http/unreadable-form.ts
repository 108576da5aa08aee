/**
 * Did reading a form's body fail because it is no form? Browsers send none like that, so it is the sender's fault and
 * not the program's. undici says it by a TypeError with one of these texts.
 */
export function isUnreadableForm(error: unknown): boolean {
  return error instanceof TypeError && /FormData|multipart|formdata/i.test(error.message);
}
