import { posts } from './posts';

/** Posts of communes, new and old, of schools and of health stations. */
export const COMMUNE_POSTS = {
  committee: posts(
    `C Chủ tịch UBND | Chair, People's Committee
     C Phó Chủ tịch UBND | Vice-chair, People's Committee
     C Phó Chủ tịch HĐND | Vice-chair, People's Council
     C Phó Chủ tịch UBND | Vice-chair, People's Committee
     S Chỉ huy trưởng Ban Chỉ huy Quân sự | Commander, commune military command
     C Phó Trưởng Ban Kinh tế – Ngân sách HĐND | Deputy head, Economic Board of the People's Council`,
    `C Phó Trưởng Ban Văn hoá – Xã hội HĐND | Deputy head, Social Board of the People's Council`,
  ),
  commune_office: posts(
    `S Chánh Văn phòng | Chief of Office
     S Văn thư | Records clerk
     S Tổng hợp | General affairs
     S Phó Chánh Văn phòng | Deputy Chief of Office`,
    `S Kế toán | Accountant
     S Tư pháp | Justice
     S Thống kê | Statistics
     S Tổng hợp | General affairs
     S Công nghệ thông tin | Information technology
     S Văn thư | Records clerk`,
  ),
  economy: posts(
    `S Trưởng phòng | Head of division
     S Địa chính | Land administration
     S Tài chính | Finance
     S Phó Trưởng phòng | Deputy head of division`,
    `S Xây dựng | Construction
     S Nông nghiệp | Agriculture
     S Môi trường | Environment
     S Địa chính | Land administration
     S Giao thông | Transport
     S Công thương | Industry and trade`,
  ),
  culture: posts(
    `S Trưởng phòng | Head of division
     S Nội vụ | Home affairs
     S Văn hoá – thông tin | Culture and information
     S Phó Trưởng phòng | Deputy head of division`,
    `S Giáo dục | Education
     S Lao động, người có công | Labour and veterans
     S Chuyển đổi số | Digital transformation
     S Y tế | Health
     S Dân tộc – tôn giáo | Ethnic and religious affairs`,
  ),
  service_centre: posts(
    `S Phó Giám đốc Trung tâm | Deputy director of centre
     S Một cửa | One-stop desk`,
    `S Hộ tịch | Civil status
     S Tiếp nhận và trả kết quả | Intake and delivery
     S Hướng dẫn dịch vụ công trực tuyến | Online services guide
     S Một cửa | One-stop desk`,
  ),
  party_commune: posts(
    `C Bí thư Đảng uỷ | Secretary, Party Committee
     C Phó Bí thư Thường trực Đảng uỷ | Standing deputy secretary, Party Committee
     S Văn phòng Đảng uỷ | Party Committee office
     C Phó Chủ nhiệm Uỷ ban Kiểm tra | Vice-chair, Inspection Committee`,
    `C Uỷ viên BTV | Standing board member
     S Văn phòng Đảng uỷ | Party Committee office
     S Ban Xây dựng Đảng | Party-building board
     C Uỷ viên Uỷ ban Kiểm tra | Member, Inspection Committee`,
  ),
  mass_commune: posts(
    `C Chủ tịch Uỷ ban MTTQ | Chair, Fatherland Front
     C Phó Chủ tịch, Chủ tịch Hội Nông dân | Vice-chair, chair of the Farmers' Association
     C Phó Chủ tịch, Chủ tịch Hội Liên hiệp Phụ nữ | Vice-chair, chair of the Women's Union
     C Phó Chủ tịch, Bí thư Đoàn Thanh niên | Vice-chair, secretary of the Youth Union`,
    `C Uỷ viên Thường trực | Standing member
     C Phó Chủ tịch Hội Nông dân | Vice-chair, Farmers' Association
     C Phó Chủ tịch Hội Liên hiệp Phụ nữ | Vice-chair, Women's Union`,
  ),
  veterans: posts(
    `C Chủ tịch Hội Cựu chiến binh | Chair, Veterans' Association`,
    `C Phó Chủ tịch Hội Cựu chiến binh | Vice-chair, Veterans' Association`,
  ),
  old_committee: posts(
    `C Chủ tịch UBND | Chair, People's Committee`,
    `S Văn phòng – thống kê | Office and statistics
     S Tư pháp – hộ tịch | Justice and civil status
     S Địa chính – xây dựng | Land and construction
     S Tài chính – kế toán | Finance and accounting
     S Văn hoá – xã hội | Culture and social affairs
     C Phó Chủ tịch HĐND | Vice-chair, People's Council`,
  ),
  old_party: posts(
    `C Bí thư Đảng uỷ | Secretary, Party Committee`,
    `C Uỷ viên Ban Thường vụ | Standing board member
     C Uỷ viên Uỷ ban Kiểm tra | Member, Inspection Committee
     C Uỷ viên Ban Chấp hành | Member, Party Committee`,
  ),
  school: posts(
    `E Hiệu trưởng | Head teacher
     E Phó Hiệu trưởng | Deputy head teacher`,
    `E Giáo viên | Teacher
     E Giáo viên | Teacher
     E Nhân viên văn thư | School clerk
     E Giáo viên | Teacher
     E Giáo viên | Teacher
     E Kế toán | Accountant
     E Giáo viên | Teacher
     E Giáo viên | Teacher
     E Giáo viên | Teacher
     E Giáo viên | Teacher`,
  ),
  health: posts(
    `E Trưởng trạm | Head of station`,
    `E Y sĩ | Assistant physician
     E Điều dưỡng | Nurse
     E Hộ sinh | Midwife
     E Bác sĩ | Physician
     E Dược sĩ | Pharmacist`,
  ),
} as const;
