CREATE TABLE `notification_choice` (
	`account_id` integer PRIMARY KEY NOT NULL,
	`lang` text NOT NULL,
	`digest` integer NOT NULL,
	`digested_at` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
