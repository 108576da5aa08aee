CREATE TABLE `account` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer,
	`username` text NOT NULL,
	`password_hash` text,
	`status` text NOT NULL,
	`is_demo` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `account_personId_unique` ON `account` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_username_unique` ON `account` (`username`);--> statement-breakpoint
CREATE TABLE `role_grant` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`role` text NOT NULL,
	`unit_id` integer,
	`valid_from` text NOT NULL,
	`valid_to` text DEFAULT '9999-12-31' NOT NULL,
	`tx_from` integer NOT NULL,
	`tx_to` integer DEFAULT 9007199254740991 NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_from`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `role_grant_account` ON `role_grant` (`account_id`);--> statement-breakpoint
CREATE TABLE `session` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `session_account` ON `session` (`account_id`);--> statement-breakpoint
CREATE INDEX `session_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sign_in_throttle` (
	`key` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`next_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `answer_event` (
	`attempt_id` integer NOT NULL,
	`epoch` integer NOT NULL,
	`sequence` integer NOT NULL,
	`position` integer NOT NULL,
	`answer` text NOT NULL,
	`flagged` integer NOT NULL,
	`received_at` integer NOT NULL,
	`late` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`attempt_id`, `epoch`, `sequence`),
	FOREIGN KEY (`attempt_id`) REFERENCES `attempt`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `attempt` (
	`id` integer PRIMARY KEY NOT NULL,
	`public_id` text NOT NULL,
	`person_id` integer NOT NULL,
	`exam_id` integer NOT NULL,
	`exam_version_id` integer NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`deadline` integer NOT NULL,
	`grace_until` integer NOT NULL,
	`submitted_at` integer,
	`submitted_by` text,
	`graded_at` integer,
	`epoch` integer NOT NULL,
	`last_sequence` integer NOT NULL,
	`beat_at` integer NOT NULL,
	`seed` text NOT NULL,
	`paper_hash` text NOT NULL,
	`chain_head` text NOT NULL,
	`right_count` integer,
	`marks` integer,
	`max_marks` integer,
	`passed` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`exam_id`) REFERENCES `exam`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`exam_version_id`) REFERENCES `exam_version`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_publicId_unique` ON `attempt` (`public_id`);--> statement-breakpoint
CREATE INDEX `attempt_person` ON `attempt` (`person_id`,`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_one_open` ON `attempt` (`person_id`,`exam_id`) WHERE state in ('running', 'closing');--> statement-breakpoint
CREATE INDEX `attempt_due` ON `attempt` (`deadline`) WHERE state in ('running', 'closing');--> statement-breakpoint
CREATE INDEX `attempt_ungraded` ON `attempt` (`id`) WHERE state = 'submitted';--> statement-breakpoint
CREATE TABLE `attempt_item` (
	`attempt_id` integer NOT NULL,
	`position` integer NOT NULL,
	`question_version_id` integer NOT NULL,
	`options` text NOT NULL,
	`marks` integer,
	`max_marks` integer NOT NULL,
	PRIMARY KEY(`attempt_id`, `position`),
	FOREIGN KEY (`attempt_id`) REFERENCES `attempt`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`question_version_id`) REFERENCES `question_version`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `attempt_item_version` ON `attempt_item` (`question_version_id`);--> statement-breakpoint
CREATE TABLE `bank` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`kind` text NOT NULL,
	`standard_code` text NOT NULL,
	`module` text NOT NULL,
	`title_vi` text NOT NULL,
	`title_en` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `bank_code_unique` ON `bank` (`code`);--> statement-breakpoint
CREATE TABLE `blueprint_version` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`version` integer NOT NULL,
	`title_vi` text NOT NULL,
	`title_en` text NOT NULL,
	`bank_id` integer NOT NULL,
	`rows` text NOT NULL,
	`hash` text NOT NULL,
	`tx_id` integer NOT NULL,
	FOREIGN KEY (`bank_id`) REFERENCES `bank`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `blueprint_version_number` ON `blueprint_version` (`code`,`version`);--> statement-breakpoint
CREATE TABLE `exam` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`module` text NOT NULL,
	`current_version_id` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `exam_code_unique` ON `exam` (`code`);--> statement-breakpoint
CREATE TABLE `exam_version` (
	`id` integer PRIMARY KEY NOT NULL,
	`exam_id` integer NOT NULL,
	`version` integer NOT NULL,
	`title_vi` text NOT NULL,
	`title_en` text NOT NULL,
	`blueprint_version_id` integer NOT NULL,
	`minutes` integer NOT NULL,
	`grace_seconds` integer NOT NULL,
	`scale` integer NOT NULL,
	`pass_hundredths` integer NOT NULL,
	`attempts_allowed` integer NOT NULL,
	`wait_days` integer NOT NULL,
	`valid_months` integer NOT NULL,
	`review` text NOT NULL,
	`hash` text NOT NULL,
	`frozen_at` integer,
	`tx_id` integer NOT NULL,
	FOREIGN KEY (`exam_id`) REFERENCES `exam`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`blueprint_version_id`) REFERENCES `blueprint_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `exam_version_number` ON `exam_version` (`exam_id`,`version`);--> statement-breakpoint
CREATE TABLE `question` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`bank_id` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`search_key` text NOT NULL,
	FOREIGN KEY (`bank_id`) REFERENCES `bank`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `question_code_unique` ON `question` (`code`);--> statement-breakpoint
CREATE INDEX `question_bank` ON `question` (`bank_id`,`code`);--> statement-breakpoint
CREATE TABLE `question_version` (
	`id` integer PRIMARY KEY NOT NULL,
	`question_id` integer NOT NULL,
	`version` integer NOT NULL,
	`type` text NOT NULL,
	`skill` text NOT NULL,
	`difficulty` text NOT NULL,
	`software` text,
	`body` text NOT NULL,
	`hash` text NOT NULL,
	`origin` text NOT NULL,
	`tx_id` integer NOT NULL,
	FOREIGN KEY (`question_id`) REFERENCES `question`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `question_version_number` ON `question_version` (`question_id`,`version`);--> statement-breakpoint
CREATE TABLE `content_picture` (
	`hash` text PRIMARY KEY NOT NULL,
	`media_type` text NOT NULL,
	`bytes` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `course` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`module` text NOT NULL,
	`body` text NOT NULL,
	`hash` text NOT NULL,
	`retired` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `course_code_unique` ON `course` (`code`);--> statement-breakpoint
CREATE TABLE `enrolment` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`course_id` integer NOT NULL,
	`due_on` text,
	`valid_from` text NOT NULL,
	`valid_to` text DEFAULT '9999-12-31' NOT NULL,
	`tx_from` integer NOT NULL,
	`tx_to` integer DEFAULT 9007199254740991 NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`course_id`) REFERENCES `course`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_from`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `enrolment_person` ON `enrolment` (`person_id`);--> statement-breakpoint
CREATE TABLE `lesson` (
	`id` integer PRIMARY KEY NOT NULL,
	`course_id` integer NOT NULL,
	`slug` text NOT NULL,
	`ordinal` integer NOT NULL,
	`minutes` integer NOT NULL,
	`skills` text NOT NULL,
	`section_count` integer NOT NULL,
	`body` text NOT NULL,
	`hash` text NOT NULL,
	`retired` integer NOT NULL,
	FOREIGN KEY (`course_id`) REFERENCES `course`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `lesson_slug` ON `lesson` (`course_id`,`slug`);--> statement-breakpoint
CREATE TABLE `lesson_progress` (
	`person_id` integer NOT NULL,
	`lesson_id` integer NOT NULL,
	`section` integer NOT NULL,
	`sections_done` integer NOT NULL,
	`steps` text NOT NULL,
	`done_at` integer,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `lesson_id`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lesson_id`) REFERENCES `lesson`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `practice_answer` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`question_version_id` integer NOT NULL,
	`answer` text NOT NULL,
	`right` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`question_version_id`) REFERENCES `question_version`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `practice_answer_person` ON `practice_answer` (`person_id`,`question_version_id`);--> statement-breakpoint
CREATE TABLE `assignment` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`category` text NOT NULL,
	`position_vi` text NOT NULL,
	`position_en` text NOT NULL,
	`is_primary` integer NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text DEFAULT '9999-12-31' NOT NULL,
	`tx_from` integer NOT NULL,
	`tx_to` integer DEFAULT 9007199254740991 NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_from`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `assignment_person` ON `assignment` (`person_id`,`valid_from`);--> statement-breakpoint
CREATE INDEX `assignment_unit` ON `assignment` (`unit_id`,`valid_from`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` integer PRIMARY KEY NOT NULL,
	`staff_code` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `person_staffCode_unique` ON `person` (`staff_code`);--> statement-breakpoint
CREATE TABLE `person_profile` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`full_name` text NOT NULL,
	`sort_key` text NOT NULL,
	`search_key` text NOT NULL,
	`sex` text NOT NULL,
	`birth_date` text,
	`birth_precision` text,
	`valid_from` text NOT NULL,
	`valid_to` text DEFAULT '9999-12-31' NOT NULL,
	`tx_from` integer NOT NULL,
	`tx_to` integer DEFAULT 9007199254740991 NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_from`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `person_profile_person` ON `person_profile` (`person_id`,`valid_from`);--> statement-breakpoint
CREATE INDEX `person_profile_sort` ON `person_profile` (`sort_key`);--> statement-breakpoint
CREATE TABLE `person_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`state` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text DEFAULT '9999-12-31' NOT NULL,
	`tx_from` integer NOT NULL,
	`tx_to` integer DEFAULT 9007199254740991 NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_from`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `person_state_person` ON `person_state` (`person_id`,`valid_from`);--> statement-breakpoint
CREATE TABLE `unit` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `unit_code_unique` ON `unit` (`code`);--> statement-breakpoint
CREATE TABLE `unit_period` (
	`id` integer PRIMARY KEY NOT NULL,
	`unit_id` integer NOT NULL,
	`name_vi` text NOT NULL,
	`name_en` text NOT NULL,
	`search_key` text NOT NULL,
	`level` text NOT NULL,
	`block` text NOT NULL,
	`parent_id` integer,
	`document` text,
	`valid_from` text NOT NULL,
	`valid_to` text DEFAULT '9999-12-31' NOT NULL,
	`tx_from` integer NOT NULL,
	`tx_to` integer DEFAULT 9007199254740991 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_from`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `unit_period_unit` ON `unit_period` (`unit_id`,`valid_from`);--> statement-breakpoint
CREATE INDEX `unit_period_parent` ON `unit_period` (`parent_id`);--> statement-breakpoint
CREATE TABLE `unit_succession` (
	`id` integer PRIMARY KEY NOT NULL,
	`from_unit_id` integer NOT NULL,
	`to_unit_id` integer,
	`kind` text NOT NULL,
	`document` text,
	`valid_from` text NOT NULL,
	`valid_to` text DEFAULT '9999-12-31' NOT NULL,
	`tx_from` integer NOT NULL,
	`tx_to` integer DEFAULT 9007199254740991 NOT NULL,
	FOREIGN KEY (`from_unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_from`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `unit_succession_from` ON `unit_succession` (`from_unit_id`);--> statement-breakpoint
CREATE INDEX `unit_succession_to` ON `unit_succession` (`to_unit_id`);--> statement-breakpoint
CREATE TABLE `confirmation` (
	`id` integer PRIMARY KEY NOT NULL,
	`issuer_code` text NOT NULL,
	`year` integer NOT NULL,
	`number` integer NOT NULL,
	`code` text NOT NULL,
	`person_id` integer NOT NULL,
	`body` text NOT NULL,
	`content_hash` text NOT NULL,
	`key_id` text NOT NULL,
	`signature` text NOT NULL,
	`issued_on` text NOT NULL,
	`valid_to` text NOT NULL,
	`tx_id` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `confirmation_code_unique` ON `confirmation` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `confirmation_number` ON `confirmation` (`issuer_code`,`year`,`number`);--> statement-breakpoint
CREATE INDEX `confirmation_person` ON `confirmation` (`person_id`);--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` integer PRIMARY KEY NOT NULL,
	`evidence_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`kind` text NOT NULL,
	`modules` text NOT NULL,
	`attempt_id` integer,
	`mark_num` integer,
	`mark_den` integer,
	`label_vi` text NOT NULL,
	`label_en` text NOT NULL,
	`issuer` text NOT NULL,
	`number` text,
	`state` text NOT NULL,
	`entered_by` integer,
	`reviewed_by` integer,
	`content_hash` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text DEFAULT '9999-12-31' NOT NULL,
	`tx_from` integer NOT NULL,
	`tx_to` integer DEFAULT 9007199254740991 NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`attempt_id`) REFERENCES `attempt`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewed_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_from`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `evidence_person` ON `evidence` (`person_id`);--> statement-breakpoint
CREATE INDEX `evidence_thing` ON `evidence` (`evidence_id`);--> statement-breakpoint
CREATE TABLE `proficiency_rule` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`hash` text NOT NULL,
	`decision_number` text,
	`decision_date` text,
	`decision_signer` text,
	`valid_from` text NOT NULL,
	`valid_to` text DEFAULT '9999-12-31' NOT NULL,
	`tx_from` integer NOT NULL,
	`tx_to` integer DEFAULT 9007199254740991 NOT NULL,
	FOREIGN KEY (`tx_from`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `proficiency_rule_code` ON `proficiency_rule` (`code`,`version`);--> statement-breakpoint
CREATE TABLE `skill` (
	`id` integer PRIMARY KEY NOT NULL,
	`standard_id` integer NOT NULL,
	`code` text NOT NULL,
	`parent_code` text,
	`tier` text NOT NULL,
	`name_vi` text NOT NULL,
	`name_en` text NOT NULL,
	`source` text NOT NULL,
	`ordinal` integer NOT NULL,
	FOREIGN KEY (`standard_id`) REFERENCES `standard`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `skill_code` ON `skill` (`standard_id`,`code`);--> statement-breakpoint
CREATE TABLE `span` (
	`unit_id` integer NOT NULL,
	`category` text NOT NULL,
	`person_id` integer NOT NULL,
	`valid_from` text NOT NULL,
	`tx_from` integer NOT NULL,
	`valid_to` text NOT NULL,
	`tx_to` integer NOT NULL,
	`rule_id` integer NOT NULL,
	`counted` integer NOT NULL,
	`met` integer NOT NULL,
	`evidence` text NOT NULL,
	PRIMARY KEY(`unit_id`, `category`, `person_id`, `valid_from`, `tx_from`),
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `span_person` ON `span` (`person_id`);--> statement-breakpoint
CREATE TABLE `standard` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`version` integer NOT NULL,
	`title_vi` text NOT NULL,
	`title_en` text NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `standard_version` ON `standard` (`code`,`version`);--> statement-breakpoint
CREATE TABLE `audit_detail` (
	`entry_id` integer PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	`detail` text NOT NULL,
	FOREIGN KEY (`entry_id`) REFERENCES `audit_entry`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_entry` (
	`id` integer PRIMARY KEY NOT NULL,
	`tx_id` integer NOT NULL,
	`action` text NOT NULL,
	`object_kind` text NOT NULL,
	`object_id` text NOT NULL,
	`detail_hash` text NOT NULL,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `export_log` (
	`id` integer PRIMARY KEY NOT NULL,
	`tx_id` integer NOT NULL,
	`kind` text NOT NULL,
	`filter` text NOT NULL,
	`rows` integer NOT NULL,
	`sha256` text NOT NULL,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `form_key` (
	`account_id` integer NOT NULL,
	`key` text NOT NULL,
	`result` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `seal` (
	`tx_id` integer PRIMARY KEY NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tx` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_id` integer,
	`actor_name` text NOT NULL,
	`command` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `writer_lease` (
	`id` integer PRIMARY KEY NOT NULL,
	`term` integer NOT NULL,
	`holder` text NOT NULL,
	`beat_at` integer NOT NULL
) STRICT;
