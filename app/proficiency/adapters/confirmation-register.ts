import QRCode from 'qrcode';
import { addPart, pdfText, type PdfDocument, type PdfFace, type PdfPart } from '../../office/adapters/pdf';
import { drawText, textWidth } from '../../office/adapters/pdf-text';
import type { ConfirmationDocument } from './confirmation-document';

/** Measures are in CSS px of an A4 page. */
const PX = 0.75;
const [INK, QR_INK] = ['#111111', '#1a2133'];

/** The QR code as filled squares, level M, on white with the quiet zone of four modules that ISO 18004 asks. */
export function drawQr(doc: PdfDocument, root: PdfPart, url: string, alt: string): void {
  const { size, data } = QRCode.create(url, { errorCorrectionLevel: 'M' }).modules;
  const [x, y, side] = [97 * PX, 594 * PX, 98 * PX];
  const module = side / size;
  const draw = (): void => {
    doc.rect(x - 4 * module, y - 4 * module, side + 8 * module, side + 8 * module).fill('#ffffff');
    for (let row = 0; row < size; row += 1) {
      for (let from = 0; from < size; from += 1) {
        let to = from;
        while (to < size && data[row * size + to]) to += 1;
        if (to > from) doc.rect(x + from * module, y + row * module, (to - from) * module, module);
        from = to;
      }
    }
    doc.fill(QR_INK);
  };
  addPart(doc, root, 'Figure', draw, { alt: pdfText(alt), bbox: [x, y, x + side, y + side] });
}

type Run = [text: string, face: PdfFace, size: number];

/** A line of runs beside the QR code, made smaller as a whole when it would reach the signature's column. */
function drawRuns(doc: PdfDocument, root: PdfPart, baseline: number, runs: readonly Run[]): void {
  const width = runs.reduce((sum, [text, face, size]) => sum + textWidth(doc, text, face, size * PX), 0);
  const scale = Math.min(1, (430 * PX) / width);
  const draw = (): void => {
    let x = 214 * PX;
    for (const [text, face, size] of runs) {
      const fitted = { face, size: size * scale * PX, lines: [text], width: 0 };
      drawText(doc, fitted, { x, baseline: baseline * PX, leading: 0, align: 'left', color: INK });
      x += textWidth(doc, text, face, fitted.size);
    }
  };
  addPart(doc, root, 'P', draw);
}

/** Number, register date, validity, check address and code, beside the QR code. */
export function drawRegister(doc: PdfDocument, root: PdfPart, input: ConfirmationDocument): void {
  const { labels } = input;
  const sentence = (...parts: string[]): string => pdfText(parts.join(' '));
  const code = input.code.replace(/[^0-9A-Za-z]/g, '').match(/.{1,4}/g) ?? [];
  drawRuns(doc, root, 613, [
    [`${sentence(labels.number)} `, 'regular', 15],
    [sentence(input.number), 'bold', 15],
    [`, ${sentence(labels.registeredOn, input.registeredOn)}`, 'regular', 15],
  ]);
  const validity = input.validTo === null ? sentence(labels.noEnd) : sentence(labels.validTo, input.validTo);
  drawRuns(doc, root, 636, [[validity, 'regular', 15]]);
  drawRuns(doc, root, 659, [[sentence(labels.check, input.checkAddress), 'regular', 15]]);
  drawRuns(doc, root, 683, [
    [`${sentence(labels.code)} `, 'regular', 15],
    [code.join('-').toUpperCase(), 'bold', 17],
  ]);
}
