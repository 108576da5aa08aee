import QRCode from 'qrcode';

/** A QR code as SVG, made here: a secret in it is never sent anywhere to be drawn. */
export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
}
