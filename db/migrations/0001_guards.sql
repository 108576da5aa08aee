CREATE TRIGGER unit_period_period BEFORE INSERT ON unit_period
WHEN not (new.valid_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_to glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, 'unit_period: period is empty or not a date'); END;

CREATE TRIGGER unit_period_close_only BEFORE UPDATE ON unit_period
WHEN not (new.unit_id is old.unit_id and new.name_vi is old.name_vi and new.name_en is old.name_en and new.search_key is old.search_key and new.level is old.level and new.block is old.block and new.parent_id is old.parent_id and new.document is old.document and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'unit_period: facts are closed and inserted, never changed'); END;

CREATE TRIGGER unit_period_keep BEFORE DELETE ON unit_period
BEGIN SELECT raise(ABORT, 'unit_period: facts are never deleted'); END;

CREATE TRIGGER unit_period_overlap BEFORE INSERT ON unit_period
WHEN new.tx_to = 9007199254740991 and exists (SELECT 1 FROM unit_period f
  WHERE f.unit_id = new.unit_id and f.tx_to = 9007199254740991 and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, 'unit_period: overlaps a current row'); END;

CREATE TRIGGER unit_succession_period BEFORE INSERT ON unit_succession
WHEN not (new.valid_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_to glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, 'unit_succession: period is empty or not a date'); END;

CREATE TRIGGER unit_succession_close_only BEFORE UPDATE ON unit_succession
WHEN not (new.from_unit_id is old.from_unit_id and new.to_unit_id is old.to_unit_id and new.kind is old.kind and new.document is old.document and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'unit_succession: facts are closed and inserted, never changed'); END;

CREATE TRIGGER unit_succession_keep BEFORE DELETE ON unit_succession
BEGIN SELECT raise(ABORT, 'unit_succession: facts are never deleted'); END;

CREATE TRIGGER person_profile_period BEFORE INSERT ON person_profile
WHEN not (new.valid_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_to glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, 'person_profile: period is empty or not a date'); END;

CREATE TRIGGER person_profile_close_only BEFORE UPDATE ON person_profile
WHEN not (new.person_id is old.person_id and new.full_name is old.full_name and new.sort_key is old.sort_key and new.search_key is old.search_key and new.sex is old.sex and new.birth_date is old.birth_date and new.birth_precision is old.birth_precision and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'person_profile: facts are closed and inserted, never changed'); END;

CREATE TRIGGER person_profile_keep BEFORE DELETE ON person_profile
BEGIN SELECT raise(ABORT, 'person_profile: facts are never deleted'); END;

CREATE TRIGGER person_profile_overlap BEFORE INSERT ON person_profile
WHEN new.tx_to = 9007199254740991 and exists (SELECT 1 FROM person_profile f
  WHERE f.person_id = new.person_id and f.tx_to = 9007199254740991 and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, 'person_profile: overlaps a current row'); END;

CREATE TRIGGER person_state_period BEFORE INSERT ON person_state
WHEN not (new.valid_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_to glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, 'person_state: period is empty or not a date'); END;

CREATE TRIGGER person_state_close_only BEFORE UPDATE ON person_state
WHEN not (new.person_id is old.person_id and new.state is old.state and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'person_state: facts are closed and inserted, never changed'); END;

CREATE TRIGGER person_state_keep BEFORE DELETE ON person_state
BEGIN SELECT raise(ABORT, 'person_state: facts are never deleted'); END;

CREATE TRIGGER person_state_overlap BEFORE INSERT ON person_state
WHEN new.tx_to = 9007199254740991 and exists (SELECT 1 FROM person_state f
  WHERE f.person_id = new.person_id and f.tx_to = 9007199254740991 and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, 'person_state: overlaps a current row'); END;

CREATE TRIGGER assignment_period BEFORE INSERT ON assignment
WHEN not (new.valid_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_to glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, 'assignment: period is empty or not a date'); END;

CREATE TRIGGER assignment_close_only BEFORE UPDATE ON assignment
WHEN not (new.person_id is old.person_id and new.unit_id is old.unit_id and new.category is old.category and new.position_vi is old.position_vi and new.position_en is old.position_en and new.is_primary is old.is_primary and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'assignment: facts are closed and inserted, never changed'); END;

CREATE TRIGGER assignment_keep BEFORE DELETE ON assignment
BEGIN SELECT raise(ABORT, 'assignment: facts are never deleted'); END;

CREATE TRIGGER assignment_overlap BEFORE INSERT ON assignment
WHEN new.tx_to = 9007199254740991 and new.is_primary = 1 and exists (SELECT 1 FROM assignment f
  WHERE f.person_id = new.person_id and f.is_primary = 1 and f.tx_to = 9007199254740991 and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, 'assignment: overlaps a current row'); END;

CREATE TRIGGER evidence_period BEFORE INSERT ON evidence
WHEN not (new.valid_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_to glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, 'evidence: period is empty or not a date'); END;

CREATE TRIGGER evidence_close_only BEFORE UPDATE ON evidence
WHEN not (new.evidence_id is old.evidence_id and new.person_id is old.person_id and new.kind is old.kind and new.modules is old.modules and new.attempt_id is old.attempt_id and new.mark_num is old.mark_num and new.mark_den is old.mark_den and new.content_hash is old.content_hash and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'evidence: facts are closed and inserted, never changed'); END;

CREATE TRIGGER evidence_keep BEFORE DELETE ON evidence
BEGIN SELECT raise(ABORT, 'evidence: facts are never deleted'); END;

CREATE TRIGGER evidence_overlap BEFORE INSERT ON evidence
WHEN new.tx_to = 9007199254740991 and exists (SELECT 1 FROM evidence f
  WHERE f.evidence_id = new.evidence_id and f.tx_to = 9007199254740991 and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, 'evidence: overlaps a current row'); END;

CREATE TRIGGER proficiency_rule_period BEFORE INSERT ON proficiency_rule
WHEN not (new.valid_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_to glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, 'proficiency_rule: period is empty or not a date'); END;

CREATE TRIGGER proficiency_rule_close_only BEFORE UPDATE ON proficiency_rule
WHEN not (new.code is old.code and new.version is old.version and new.body is old.body and new.hash is old.hash and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'proficiency_rule: facts are closed and inserted, never changed'); END;

CREATE TRIGGER proficiency_rule_keep BEFORE DELETE ON proficiency_rule
BEGIN SELECT raise(ABORT, 'proficiency_rule: facts are never deleted'); END;

CREATE TRIGGER proficiency_rule_overlap BEFORE INSERT ON proficiency_rule
WHEN new.tx_to = 9007199254740991 and exists (SELECT 1 FROM proficiency_rule f
  WHERE f.code = new.code and f.tx_to = 9007199254740991 and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, 'proficiency_rule: overlaps a current row'); END;

CREATE TRIGGER role_grant_period BEFORE INSERT ON role_grant
WHEN not (new.valid_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_to glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, 'role_grant: period is empty or not a date'); END;

CREATE TRIGGER role_grant_close_only BEFORE UPDATE ON role_grant
WHEN not (new.account_id is old.account_id and new.role is old.role and new.unit_id is old.unit_id and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'role_grant: facts are closed and inserted, never changed'); END;

CREATE TRIGGER role_grant_keep BEFORE DELETE ON role_grant
BEGIN SELECT raise(ABORT, 'role_grant: facts are never deleted'); END;

CREATE TRIGGER role_grant_overlap BEFORE INSERT ON role_grant
WHEN new.tx_to = 9007199254740991 and exists (SELECT 1 FROM role_grant f
  WHERE f.account_id = new.account_id and f.role = new.role and f.unit_id = new.unit_id and f.tx_to = 9007199254740991 and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, 'role_grant: overlaps a current row'); END;

CREATE TRIGGER enrolment_period BEFORE INSERT ON enrolment
WHEN not (new.valid_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_to glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and new.valid_from < new.valid_to and new.tx_from < new.tx_to)
BEGIN SELECT raise(ABORT, 'enrolment: period is empty or not a date'); END;

CREATE TRIGGER enrolment_close_only BEFORE UPDATE ON enrolment
WHEN not (new.person_id is old.person_id and new.course_id is old.course_id and new.due_on is old.due_on and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'enrolment: facts are closed and inserted, never changed'); END;

CREATE TRIGGER enrolment_keep BEFORE DELETE ON enrolment
BEGIN SELECT raise(ABORT, 'enrolment: facts are never deleted'); END;

CREATE TRIGGER enrolment_overlap BEFORE INSERT ON enrolment
WHEN new.tx_to = 9007199254740991 and exists (SELECT 1 FROM enrolment f
  WHERE f.person_id = new.person_id and f.course_id = new.course_id and f.tx_to = 9007199254740991 and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, 'enrolment: overlaps a current row'); END;

CREATE TRIGGER tx_no_update BEFORE UPDATE ON tx
BEGIN SELECT raise(ABORT, 'tx: append-only'); END;

CREATE TRIGGER tx_no_delete BEFORE DELETE ON tx
BEGIN SELECT raise(ABORT, 'tx: append-only'); END;

CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
BEGIN SELECT raise(ABORT, 'audit_entry: append-only'); END;

CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
BEGIN SELECT raise(ABORT, 'audit_entry: append-only'); END;

CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal
BEGIN SELECT raise(ABORT, 'seal: append-only'); END;

CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal
BEGIN SELECT raise(ABORT, 'seal: append-only'); END;

CREATE TRIGGER confirmation_no_update BEFORE UPDATE ON confirmation
BEGIN SELECT raise(ABORT, 'confirmation: append-only'); END;

CREATE TRIGGER confirmation_no_delete BEFORE DELETE ON confirmation
BEGIN SELECT raise(ABORT, 'confirmation: append-only'); END;

CREATE TRIGGER question_version_no_update BEFORE UPDATE ON question_version
BEGIN SELECT raise(ABORT, 'question_version: append-only'); END;

CREATE TRIGGER question_version_no_delete BEFORE DELETE ON question_version
BEGIN SELECT raise(ABORT, 'question_version: append-only'); END;

CREATE TRIGGER blueprint_version_no_update BEFORE UPDATE ON blueprint_version
BEGIN SELECT raise(ABORT, 'blueprint_version: append-only'); END;

CREATE TRIGGER blueprint_version_no_delete BEFORE DELETE ON blueprint_version
BEGIN SELECT raise(ABORT, 'blueprint_version: append-only'); END;

CREATE TRIGGER answer_event_no_update BEFORE UPDATE ON answer_event
BEGIN SELECT raise(ABORT, 'answer_event: append-only'); END;

CREATE TRIGGER answer_event_no_delete BEFORE DELETE ON answer_event
BEGIN SELECT raise(ABORT, 'answer_event: append-only'); END;

CREATE TRIGGER export_log_no_update BEFORE UPDATE ON export_log
BEGIN SELECT raise(ABORT, 'export_log: append-only'); END;

CREATE TRIGGER export_log_no_delete BEFORE DELETE ON export_log
BEGIN SELECT raise(ABORT, 'export_log: append-only'); END;

CREATE TRIGGER confirmation_gapless BEFORE INSERT ON confirmation
WHEN new.number <> 1 + coalesce((SELECT max(number) FROM confirmation
  WHERE issuer_code = new.issuer_code and year = new.year), 0)
BEGIN SELECT raise(ABORT, 'confirmation: the register has no gaps'); END;

CREATE TRIGGER exam_version_frozen BEFORE UPDATE ON exam_version
WHEN old.frozen_at is not null
BEGIN SELECT raise(ABORT, 'exam_version: frozen when first used'); END;
