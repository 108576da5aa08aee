import type { ConfirmationDocument, ConfirmationLabels } from './confirmation-document';

/** For tests only: the Vietnamese words as the locale holds them. */
export const CONFIRMATION_LABELS: ConfirmationLabels = {
  documentTitle: 'Giấy xác nhận số',
  country: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  module: 'Mô đun',
  result: 'Kết quả',
  date: 'Ngày đạt',
  number: 'Số:',
  registeredOn: 'vào sổ gốc ngày',
  validTo: 'Hiệu lực đến ngày',
  noEnd: 'Hiệu lực: không có ngày hết hạn',
  check: 'Kiểm tra:',
  code: 'Mã:',
  qrAlt: 'Mã QR dẫn tới trang kiểm tra giấy xác nhận này',
  closing:
    'Giấy này ghi nhận kết quả trong hệ thống bồi dưỡng của tỉnh, ' +
    'không phải Chứng chỉ ứng dụng công nghệ thông tin.',
};

/** A whole confirmation, with a code of sixteen characters. */
export const CONFIRMATION: ConfirmationDocument = {
  labels: CONFIRMATION_LABELS,
  parentOrganisation: 'UBND TỈNH LAM GIANG',
  issuer: 'SỞ NỘI VỤ',
  title: 'GIẤY XÁC NHẬN',
  subtitle: 'Đạt sáu mô đun kỹ năng sử dụng công nghệ thông tin cơ bản',
  statement: 'Sở Nội vụ tỉnh Lam Giang xác nhận bà',
  fullName: 'Trần Thị Hồng Vân',
  bornAndUnit: 'Sinh ngày 17 tháng 8 năm 1982. Đơn vị: Văn phòng HĐND và UBND xã Đông Lĩnh',
  moduleRows: [
    { name: 'IU01. Hiểu biết về CNTT cơ bản', result: '8,25', date: '03/12/2026' },
    { name: 'IU02. Sử dụng máy tính cơ bản', result: '8,50', date: '14/05/2026' },
    { name: 'IU03. Xử lý văn bản cơ bản', result: '7,75', date: '14/05/2026' },
    { name: 'IU04. Sử dụng bảng tính cơ bản', result: '6,25', date: '18/09/2026' },
    { name: 'IU05. Sử dụng trình chiếu cơ bản', result: '9,00', date: '18/09/2026' },
    { name: 'IU06. Sử dụng Internet cơ bản', result: 'IC3', date: '22/06/2026' },
  ],
  placeAndDate: 'Lam Giang, ngày 08 tháng 12 năm 2026',
  signerLines: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
  signerName: 'Lê Hữu Phước',
  number: '0412/2026/GXN-SNV',
  registeredOn: '08/12/2026',
  validTo: '14/05/2029',
  checkAddress: 'thao.lamgiang.example/verify',
  code: '7kq4m2xd9rta8vpw',
  verifyUrl: 'https://thao.lamgiang.example/verify/7KQ4-M2XD-9RTA-8VPW',
  createdAt: Date.UTC(2026, 11, 8, 2),
  lang: 'vi',
};
