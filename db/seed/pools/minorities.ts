/** Names in use among the peoples of a northern upland province, and a few people who moved in from Tây Nguyên. */
export interface People {
  weight: number;
  families: readonly string[];
  female: { middles: readonly string[]; givens: readonly string[] };
  male: { middles: readonly string[]; givens: readonly string[] };
}

const words = (text: string): string[] => text.split(' ');
/** Given names shared with the Kinh. */
const FEMALE = words(
  'Hương Lan Hoa Thu Hà Hiền Nga Liên Thảo Huệ Xuân Mai Tươi Bích Dung Nguyệt Luyến Chiêm',
);
const MALE = words(
  'Quyết Thắng Hùng Thành Dũng Cường Toàn Chung Hải Sinh Thuyết Đoàn Điệp Kiên Bằng Nghiệp Huấn',
);

export const PEOPLES: readonly People[] = [
  {
    // Tày
    weight: 28,
    families: words('Nông Nông Nông Hoàng Hoàng Ma Triệu Lương Đàm Bế Hứa Lục Vi Dương Lưu'),
    female: { middles: ['Thị', 'Thị', 'Thị', 'Thị Thu', 'Thị Bích', 'Hồng', 'Thuý'], givens: FEMALE },
    male: { middles: ['Văn', 'Văn', 'Văn', 'Đức', 'Quang', 'Ngọc', 'Công', 'Thế'], givens: MALE },
  },
  {
    // Nùng
    weight: 15,
    families: words('Nông Lý Hoàng Lương Vi Chu Mông Tô Phùng Lâm Lăng Sầm'),
    female: {
      middles: ['Thị', 'Thị', 'Thị', 'Thị Mai', 'Thanh'],
      givens: [...FEMALE, 'Ngân', 'Slao', 'Nhình'],
    },
    male: { middles: ['Văn', 'Văn', 'Văn', 'Minh', 'Quốc'], givens: [...MALE, 'Pảo', 'Sằn', 'Vảng'] },
  },
  {
    // Thái
    weight: 25,
    families: words('Lò Lò Lò Quàng Quàng Cầm Lường Hà Vi Tòng Lù Bạc Điêu Cà Sầm Hoàng Kha'),
    female: {
      middles: ['Thị', 'Thị', 'Thị', 'Thị', 'Thị Kim'],
      givens: [...FEMALE, ...words('Dung Lả Ún Inh Xoan Pâng Sinh Phóng')],
    },
    male: {
      middles: ['Văn', 'Văn', 'Văn', 'Văn', 'Đức'],
      givens: [...MALE, ...words('Pản Inh Xôm Hặc Ín Thoong Pành Ón Lả')],
    },
  },
  {
    // H'Mông
    weight: 12,
    families: words('Giàng Vàng Thào Sùng Lý Lầu Hạng Mùa Vừ Tráng Ma Hầu Cứ Sình Ly'),
    female: {
      middles: ['Thị', 'Thị', 'Thị', 'Y'],
      givens: words('Mỷ Máy Dợ Dí Sua Chở Pà Mai Dua Xúa Say Ghênh Lìa Mảy'),
    },
    male: {
      middles: ['A', 'A', 'A', 'Seo', 'Mí', 'Páo', 'Chứ'],
      givens: words('Páo Lử Sính Dế Chớ Sử Tủa Dơ Pao Khang Chía Lềnh Phừ Dinh Thề Sùng'),
    },
  },
  {
    // Dao
    weight: 10,
    families: words('Triệu Triệu Bàn Bàn Đặng Lý Phùng Chảo Tẩn Phàn'),
    female: {
      middles: ['Thị', 'Thị', 'Mùi', 'Tả', 'Thị'],
      givens: words('Mùi Mẩy Coi Pham Mụi Viện Lai Phấy Nhậy Chiêm Thanh Liều'),
    },
    male: {
      middles: ['Văn', 'Kim', 'Chẩn', 'Láo', 'Sành', 'Văn', 'Dào'],
      givens: words('Lở Tả Pu Quyên Sơn Tiến Phẩu Thanh Hòn Chiêu Ton Lụa'),
    },
  },
  {
    // Mường
    weight: 9,
    families: words('Bùi Bùi Bùi Quách Đinh Hà Bạch Phùng Xa Cao'),
    female: {
      middles: ['Thị', 'Thị', 'Thị', 'Thị Minh', 'Thanh'],
      givens: [...FEMALE, 'Ện', 'Nhiện', 'Dậm'],
    },
    male: { middles: ['Văn', 'Văn', 'Văn', 'Tiến', 'Thanh', 'Ngọc'], givens: [...MALE, 'Nhiên', 'Ểu', 'Dự'] },
  },
  {
    // Ê Đê: the clan stands last, women have H', men Y; the first word is the name itself.
    weight: 0.6,
    families: [],
    female: {
      middles: [],
      givens: ["H'Yer Niê", "H'Bia Êban", "H'Ngăm Mlô", "H'Loan Kbuôr", "H'Nương Ayŭn", "H'Lim Niê"],
    },
    male: {
      middles: [],
      givens: ['Y Thanh', 'Y Blŏk Êñuôl', 'Y Wem Niê', 'Y Khuê Mlô', 'Y Siêm Kbuôr', 'Y Thuyên Ayŭn'],
    },
  },
  {
    // Gia Rai: the clan stands first.
    weight: 0.4,
    families: ['Siu', 'Ksor', 'Rơ Châm', 'Rơ Mah', 'Kpă', 'Nay'],
    female: { middles: [''], givens: ["H'Lan", "H'Nga", "H'Uyên", "H'Phiêng", "H'Yoan"] },
    male: { middles: ['', '', 'Y'], givens: ['Nham', 'Thuyên', 'Hlúi', 'Blik', 'Jú'] },
  },
];
