CREATE TABLE `access_code` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`purpose` text NOT NULL,
	`code_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`voided_at` integer,
	`tx_id` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `access_code_account` ON `access_code` (`account_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `access_code_open` ON `access_code` (`account_id`) WHERE used_at is null and voided_at is null;--> statement-breakpoint
CREATE TABLE `factor_reset` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`requested_by` integer NOT NULL,
	`requested_at` integer NOT NULL,
	`reason` text NOT NULL,
	`decided_by` integer,
	`decided_at` integer,
	`decision` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`requested_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `factor_reset_open` ON `factor_reset` (`account_id`) WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX `factor_reset_account` ON `factor_reset` (`account_id`);--> statement-breakpoint
CREATE TABLE `passkey` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`credential_id` text NOT NULL,
	`public_key` blob NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`label` text NOT NULL,
	`is_backed_up` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `passkey_credentialId_unique` ON `passkey` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkey_account` ON `passkey` (`account_id`);--> statement-breakpoint
CREATE TABLE `recovery_code` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`code_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `recovery_code_account` ON `recovery_code` (`account_id`);--> statement-breakpoint
CREATE TABLE `sign_in_event` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`account_id` integer,
	`method` text NOT NULL,
	`outcome` text NOT NULL,
	`device` text NOT NULL,
	`network` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `sign_in_event_account` ON `sign_in_event` (`account_id`,`at`);--> statement-breakpoint
CREATE INDEX `sign_in_event_at` ON `sign_in_event` (`at`);--> statement-breakpoint
CREATE TABLE `sign_in_step` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`account_id` integer,
	`data` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `sign_in_step_expiry` ON `sign_in_step` (`expires_at`);--> statement-breakpoint
CREATE TABLE `totp_secret` (
	`account_id` integer PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	`last_step` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `view_log` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`account_id` integer NOT NULL,
	`kind` text NOT NULL,
	`filter` text NOT NULL,
	`request_id` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `view_log_account` ON `view_log` (`account_id`,`at`);--> statement-breakpoint
CREATE INDEX `view_log_at` ON `view_log` (`at`);--> statement-breakpoint
CREATE TABLE `view_log_person` (
	`person_id` integer NOT NULL,
	`view_id` integer NOT NULL,
	PRIMARY KEY(`person_id`, `view_id`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`view_id`) REFERENCES `view_log`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `stored_file` (
	`id` integer PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`tx_id` integer NOT NULL,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `stored_file_hash` ON `stored_file` (`hash`);--> statement-breakpoint
CREATE TABLE `job` (
	`id` integer PRIMARY KEY NOT NULL,
	`public_id` text NOT NULL,
	`kind` text NOT NULL,
	`input` text NOT NULL,
	`state` text NOT NULL,
	`account_id` integer,
	`key` text,
	`created_at` integer NOT NULL,
	`run_after` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`max_tries` integer NOT NULL,
	`lease_until` integer,
	`started_at` integer,
	`finished_at` integer,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer,
	`result` text,
	`error` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `job_publicId_unique` ON `job` (`public_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `job_key_unique` ON `job` (`key`);--> statement-breakpoint
CREATE INDEX `job_due` ON `job` (`run_after`) WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX `job_account` ON `job` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `mail` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer,
	`address` text NOT NULL,
	`lang` text NOT NULL,
	`kind` text NOT NULL,
	`params` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`next_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`error` text,
	`key` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_key_unique` ON `mail` (`key`);--> statement-breakpoint
CREATE INDEX `mail_due` ON `mail` (`next_at`) WHERE state = 'queued';--> statement-breakpoint
CREATE TABLE `notice` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`kind` text NOT NULL,
	`params` text NOT NULL,
	`link` text,
	`created_at` integer NOT NULL,
	`read_at` integer,
	`key` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_key_unique` ON `notice` (`key`);--> statement-breakpoint
CREATE INDEX `notice_account` ON `notice` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `notice_unread` ON `notice` (`account_id`) WHERE read_at is null;--> statement-breakpoint
CREATE TABLE `person_contact` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `person_contact_person` ON `person_contact` (`person_id`);--> statement-breakpoint
CREATE TABLE `personal_number` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL,
	`lookup` text NOT NULL,
	`last_four` text NOT NULL,
	`tx_id` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `personal_number_lookup_unique` ON `personal_number` (`lookup`);--> statement-breakpoint
ALTER TABLE `account` ADD `password_chosen_at` integer;--> statement-breakpoint
ALTER TABLE `account` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `account` ADD `closed_reason` text;--> statement-breakpoint
ALTER TABLE `role_grant` ADD `delegated_by` integer REFERENCES account(id);--> statement-breakpoint
ALTER TABLE `role_grant` ADD `document` text;--> statement-breakpoint
ALTER TABLE `role_grant` ADD `document_file_id` integer REFERENCES stored_file(id);--> statement-breakpoint
CREATE INDEX `role_grant_unit` ON `role_grant` (`unit_id`);--> statement-breakpoint
ALTER TABLE `session` ADD `public_id` text;--> statement-breakpoint
ALTER TABLE `session` ADD `method` text;--> statement-breakpoint
ALTER TABLE `session` ADD `is_strong` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `session` ADD `device` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `session` ADD `network` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `session_public` ON `session` (`public_id`);--> statement-breakpoint
CREATE INDEX `audit_entry_tx` ON `audit_entry` (`tx_id`);--> statement-breakpoint
CREATE INDEX `audit_entry_object` ON `audit_entry` (`object_kind`,`object_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entry_action` ON `audit_entry` (`action`,`id`);--> statement-breakpoint
CREATE INDEX `tx_actor` ON `tx` (`actor_id`,`id`);--> statement-breakpoint
DROP TRIGGER role_grant_close_only;--> statement-breakpoint
CREATE TRIGGER role_grant_close_only BEFORE UPDATE ON role_grant
WHEN not (new.account_id is old.account_id and new.role is old.role and new.unit_id is old.unit_id and new.delegated_by is old.delegated_by and new.document is old.document and new.document_file_id is old.document_file_id and new.valid_from is old.valid_from and new.valid_to is old.valid_to and new.tx_from is old.tx_from and old.tx_to = 9007199254740991 and new.tx_to > old.tx_from)
BEGIN SELECT raise(ABORT, 'role_grant: facts are closed and inserted, never changed'); END;--> statement-breakpoint
DROP TRIGGER role_grant_overlap;--> statement-breakpoint
CREATE TRIGGER role_grant_overlap BEFORE INSERT ON role_grant
WHEN new.tx_to = 9007199254740991 and exists (SELECT 1 FROM role_grant f
  WHERE f.account_id = new.account_id and f.role = new.role and f.unit_id is new.unit_id and f.tx_to = 9007199254740991 and f.valid_from < new.valid_to and f.valid_to > new.valid_from)
BEGIN SELECT raise(ABORT, 'role_grant: overlaps a current row'); END;--> statement-breakpoint
CREATE TRIGGER access_code_once BEFORE UPDATE ON access_code
WHEN old.used_at is not null or old.voided_at is not null
BEGIN SELECT raise(ABORT, 'access_code: a code is used or voided once'); END;--> statement-breakpoint
CREATE TRIGGER access_code_keep BEFORE DELETE ON access_code
BEGIN SELECT raise(ABORT, 'access_code: codes are never deleted'); END;--> statement-breakpoint
CREATE TRIGGER factor_reset_once BEFORE UPDATE ON factor_reset
WHEN old.decided_at is not null or new.decided_by is null or new.decided_by = old.requested_by or new.decided_by = old.account_id
BEGIN SELECT raise(ABORT, 'factor_reset: another person decides, once'); END;--> statement-breakpoint
CREATE TRIGGER stored_file_no_update BEFORE UPDATE ON stored_file
BEGIN SELECT raise(ABORT, 'stored_file: append-only'); END;--> statement-breakpoint
CREATE TRIGGER stored_file_no_delete BEFORE DELETE ON stored_file
BEGIN SELECT raise(ABORT, 'stored_file: append-only'); END;--> statement-breakpoint
CREATE TRIGGER view_log_no_update BEFORE UPDATE ON view_log
BEGIN SELECT raise(ABORT, 'view_log: append-only'); END;--> statement-breakpoint
CREATE TRIGGER view_log_no_delete BEFORE DELETE ON view_log
BEGIN SELECT raise(ABORT, 'view_log: append-only'); END;--> statement-breakpoint
CREATE TRIGGER view_log_person_no_update BEFORE UPDATE ON view_log_person
BEGIN SELECT raise(ABORT, 'view_log_person: append-only'); END;--> statement-breakpoint
CREATE TRIGGER view_log_person_no_delete BEFORE DELETE ON view_log_person
BEGIN SELECT raise(ABORT, 'view_log_person: append-only'); END;--> statement-breakpoint
CREATE TRIGGER sign_in_event_no_update BEFORE UPDATE ON sign_in_event
BEGIN SELECT raise(ABORT, 'sign_in_event: never changed'); END;
