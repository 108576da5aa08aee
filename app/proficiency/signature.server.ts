import { sign, verify, type KeyObject } from 'node:crypto';
import type { ConfirmationRow } from '~db/queries/register';
import type { SigningKey } from '~/access/keys.server';
import { sha256 } from '~/assessment/adapters/secrets';
import { canonicalJson } from '~/assessment/canonical';
import { signedText, type ConfirmationBody } from './register';

/** Hash and Ed25519 signature (base64url) of a confirmation's content. */
export function sealBody(body: ConfirmationBody, key: SigningKey) {
  const contentHash = sha256(canonicalJson(body));
  const signature = sign(null, Buffer.from(signedText(contentHash)), key.privateKey).toString('base64url');
  return { contentHash, signature, keyId: key.keyId };
}

/** Why a line of the register is not as it was issued; null when it is. */
export type RegisterFault = 'content_changed' | 'columns_changed' | 'key_unknown' | 'signature_wrong';

/** Does the line still say what was signed? Compares content, the columns beside it, and the signature. */
export function faultOf(line: ConfirmationRow, keys: ReadonlyMap<string, KeyObject>): RegisterFault | null {
  const body = JSON.parse(line.body) as ConfirmationBody;
  if (sha256(canonicalJson(body)) !== line.contentHash) return 'content_changed';
  const key = keys.get(line.keyId);
  if (!key) return 'key_unknown';
  const signature = Buffer.from(line.signature, 'base64url');
  if (!verify(null, Buffer.from(signedText(line.contentHash)), key, signature)) return 'signature_wrong';
  const [number, year] = body.number.split('/').map(Number);
  const isSame =
    body.code === line.code &&
    body.staffCode === line.staffCode &&
    body.issuer.code === line.issuerCode &&
    body.issuedOn === line.issuedOn &&
    body.validTo === line.validTo &&
    number === line.number &&
    year === line.year;
  return isSame ? null : 'columns_changed';
}
