/** One module as printed: its name with code, the mark or the certificate's name, the date. */
export interface ModuleRow {
  name: string;
  result: string;
  date: string;
}

/** Every word that the form adds around the record; they live in the locales. */
export interface ConfirmationLabels {
  /** Before the number in the document's title: `Giấy xác nhận số`. */
  documentTitle: string;
  /** National heading and motto, in the spelling of the administrative form. */
  country: string;
  motto: string;
  module: string;
  result: string;
  date: string;
  /** `Số:` */
  number: string;
  /** After the number and a comma: `vào sổ gốc ngày` */
  registeredOn: string;
  /** `Hiệu lực đến ngày`, and the sentence that stands there when the confirmation has no end. */
  validTo: string;
  noEnd: string;
  /** `Kiểm tra:` and `Mã:` */
  check: string;
  code: string;
  /** What a screen reader says for the QR code. */
  qrAlt: string;
  closing: string;
}

/** A confirmation as it is printed: display text throughout (formats.ts), no dates or numbers to format. */
export interface ConfirmationDocument {
  labels: ConfirmationLabels;
  parentOrganisation: string;
  issuer: string;
  title: string;
  subtitle: string;
  /** `Sở Nội vụ tỉnh Lam Giang xác nhận bà` */
  statement: string;
  fullName: string;
  /** `Sinh ngày 17 tháng 8 năm 1982. Đơn vị: …`, the birth date only as precise as it is known. */
  bornAndUnit: string;
  /** In order; the first half stands left, the second right. */
  moduleRows: ModuleRow[];
  placeAndDate: string;
  /** `KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC` */
  signerLines: string[];
  signerName: string;
  number: string;
  registeredOn: string;
  /** The last valid day as printed (valid_to minus one), null when there is no end. */
  validTo: string | null;
  checkAddress: string;
  /** Sixteen characters; printed in groups of four whatever separators it comes with. */
  code: string;
  /** What the QR code holds. */
  verifyUrl: string;
  /** UTC milliseconds: the only time in the file. */
  createdAt: number;
  lang: 'vi';
}
