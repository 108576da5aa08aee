/**
 * Passwords that people choose first, in Vietnamese and English: what is guessed before anything else. Written as they
 * are compared: small letters without marks and without signs between them. Numbers before and after are left out when
 * comparing, so "Matkhau@2026" stands here as matkhau.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx a1b2c3 a1b2c3d4 abcdef abcxyz access account admin adminadmin
  administrator andrew angel angiang anhnhoem anhoi anhyeuem anlanh apple asdf asdfgh asdfghjkl ashley
  autumn bacninh baithi bamecon baseball basketball batman binhan binhduong bome bongda camau camon canbo
  cantho caobang changeit changeme chaoban charlie chocolate chongyeu chungchi chuyenvien company computer
  congchuc conyeu conyeume daklak dalat danang dangnhap daniel daotao december default demo denho dequen
  diamond doclap doimatkhau dongnai dongthap doraemon dragon email emnhoanh emoi emyeuanh excel facebook
  family flower football forever freedom freefire friday friend friends giadinh giadinhtoi gialai giamdoc
  giaovien gmail golden google guest hagiang haiduong haiphong hanhphuc hanoi hanoimuathu hatinh hello
  helloworld hoangvan hochiminh hocsinh hoctap hoctro hotmail hue iloveyou internet iphone iuem january
  jennifer jessica jordan ketoan keyboard khongbaogio khongbiet khongco khongnho khongquen kythi lamdong
  lamgiang langson lanhdao laocai laptop letmein levan liverpool login longan love lovely loveyou manager
  master matkhau matkhaucu matkhaucuatoi matkhaumoi matkhauyeu matma matrix mayman maytinh mevaba michael
  michelle microsoft monday money monkey motconvit mustang mypassword namdinh naruto newpassword nghean
  nguoidung nguyen nguyenvan nguyenvana nhanvien nhatrang nicole ninhbinh noivu nopassword nothing office
  oldpassword operator passcode passw0rd password passwort phamvan phatloc phattai phutho pokemon princess
  q1w2e3r4 q1w2e3r4t5 qazwsx qazwsxedc quangbinh quangninh quangtri quantri quantrivien quenmatkhau qwer
  qwerty qwertyui qwertyuiop root saigon samsung secret secure security server service shadow signin
  sinhvien soccer soctrang sonoivu spiderman spring starwars suckhoe summer sunshine superman support system
  taikhoan tayninh temporary test tester testing thaibinh thainguyen thanhcong thanhhoa thao thaodemo
  thisinh thisispassword thithu thomas tiengiang tigger tiktok tinhoc tinhyeu tphcm tranvan troioi truonghoc
  truongphong trustno1 tudo tuoitre u23vietnam ubnd user uyban vanphong vanthu vienchuc viet vietnam
  vietnamvodich voyeu vungtau welcome windows winter word xinchao xyz yahoo yenbai yeuanh yeuem youtube zalo
  zaq1 zxcvbn zxcvbnm
`
    .trim()
    .split(/\s+/),
);
