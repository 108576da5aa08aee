/** Kinh names: shares and lists from general knowledge, none from a roster. Weights are parts per hundred, roughly. */
type Table = readonly (readonly [name: string, weight: number])[];

const even = (text: string, weight: number): Table => text.split(' ').map((name) => [name, weight] as const);

export const KINH_FAMILIES: Table = [
  ...([
    ['Nguyễn', 31],
    ['Trần', 10.5],
    ['Lê', 8.7],
    ['Phạm', 6.4],
    ['Hoàng', 4.1],
    ['Vũ', 3.9],
  ] as const),
  ...([
    ['Phan', 2.7],
    ['Bùi', 2.9],
    ['Đỗ', 2.8],
    ['Đặng', 2.6],
    ['Trương', 1.9],
    ['Ngô', 2],
    ['Dương', 1.7],
  ] as const),
  ...([
    ['Đinh', 1.5],
    ['Đào', 1.3],
    ['Lương', 1.2],
    ['Trịnh', 1.2],
    ['Đoàn', 1.1],
    ['Hà', 1.1],
    ['Mai', 1],
  ] as const),
  ...([
    ['Hồ', 0.9],
    ['Võ', 0.9],
    ['Lưu', 0.8],
    ['Cao', 0.7],
    ['Phùng', 0.7],
    ['Lý', 0.6],
    ['Tạ', 0.6],
  ] as const),
  ...even('Tô Chu Vương Thái Quách Kiều Đàm Tống Nghiêm La Huỳnh', 0.35),
  ...even('Khuất Phí Doãn Lại Lã Ninh Bạch Đồng Cù Giang Thân Từ Tăng Tiêu Trình Âu Mạc Viên Ông Thẩm', 0.13),
];

/** The plain middle names, commoner the older the person. */
export const PLAIN_MIDDLE = { female: 'Thị', male: 'Văn' } as const;

export const FEMALE_MIDDLES: Table = [
  ...even('Thu Ngọc Thanh Hồng Minh Phương Thuỳ Khánh Hoài Kim', 4),
  ...even('Mai Quỳnh Bích Diệu Thuý Hải Lan Mỹ Như Hà Diễm Bảo Anh Tuyết Xuân Ánh Việt', 1.5),
  ...['Thị Thu', 'Thị Hồng', 'Thị Thanh', 'Thị Minh', 'Thị Kim', 'Thị Ngọc', 'Thị Thuý'].map(
    (n) => [n, 4] as const,
  ),
  ...['Thị Bích', 'Thị Mai', 'Thị Lan', 'Thị Phương', 'Thị Hải', 'Thị Quỳnh', 'Thị Tuyết'].map(
    (n) => [n, 2] as const,
  ),
  ...['Thị Hoài', 'Thị Mỹ', 'Thị Vân', 'Thị Khánh', 'Thị Diệu', 'Thị Như', ''].map((n) => [n, 1.2] as const),
];

export const MALE_MIDDLES: Table = [
  ...even('Đức Minh Quang Hữu Xuân Đình Ngọc Công Tiến Quốc', 5),
  ...even('Thanh Trọng Mạnh Anh Duy Hoàng Thế Trung Tuấn Việt Hồng Huy', 2.5),
  ...even('Bá Viết Khắc Sỹ Đăng Gia Bảo Hải Nhật Chí Phú Danh Thành Vĩnh Kim', 1.2),
  ['', 4],
];

export const FEMALE_GIVENS: Table = [
  ...even('Hương Lan Hoa Hằng Hà Thuỷ Huyền Nga Linh Hạnh Thảo Trang Hiền Mai Phương Oanh Anh', 4),
  ...even('Dung Yến Nhung Vân Thuý Loan Hồng Ngọc Thu Liên Tâm Quyên Nguyệt Ngân Tuyết Giang Chi', 2.5),
  ...even('Hường Lý Xuân Hải Bích Thơm Luyến Mơ Na Uyên Ánh Nhàn Huệ Minh My Duyên Trà Châu Sen', 1.3),
  ...even('Đào Cúc Lụa Nhài Thoa Thêu Gấm Bình Hoà Thư Quỳnh Diệp Ly Vy Khuyên Tươi Mận Hiên Lành Ngát', 0.8),
];

export const MALE_GIVENS: Table = [
  ...even('Hùng Dũng Tuấn Hải Thắng Cường Long Sơn Nam Minh Hưng Tùng Trung Đức Anh Quang Bình', 4),
  ...even('Thành Kiên Hiếu Hoàng Việt Dương Phúc Toàn Tú Huy Đạt Thịnh Quân Khánh Lâm Hà Giang', 2.5),
  ...even('Chiến Thuỷ Tiến Vinh Mạnh Phong Linh Tài Lợi Duy Hậu Khoa Nghĩa Bảo An Thái Đông Công', 1.3),
  ...even('Hoà Xuân Chung Khải Tâm Thức Luận Đoàn Chính Vượng Ngọc Trường Bách Hiệp Thọ Phú Định Ninh', 0.8),
];
