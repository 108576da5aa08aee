CREATE TABLE `confirmation_void` (
	`id` integer PRIMARY KEY NOT NULL,
	`issuer_code` text NOT NULL,
	`year` integer NOT NULL,
	`from_number` integer NOT NULL,
	`to_number` integer NOT NULL,
	`reason` text NOT NULL,
	`tx_id` integer NOT NULL,
	FOREIGN KEY (`tx_id`) REFERENCES `tx`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `confirmation_void_number` ON `confirmation_void` (`issuer_code`,`year`,`from_number`);--> statement-breakpoint
CREATE TRIGGER confirmation_void_no_update BEFORE UPDATE ON confirmation_void
BEGIN SELECT raise(ABORT, 'confirmation_void: append-only'); END;
--> statement-breakpoint
CREATE TRIGGER confirmation_void_no_delete BEFORE DELETE ON confirmation_void
BEGIN SELECT raise(ABORT, 'confirmation_void: append-only'); END;
--> statement-breakpoint
CREATE TRIGGER confirmation_void_gapless BEFORE INSERT ON confirmation_void
WHEN new.to_number < new.from_number or new.from_number <> 1 + max(
  coalesce((SELECT max(number) FROM confirmation
    WHERE issuer_code = new.issuer_code and year = new.year), 0),
  coalesce((SELECT max(to_number) FROM confirmation_void
    WHERE issuer_code = new.issuer_code and year = new.year), 0))
BEGIN SELECT raise(ABORT, 'confirmation_void: begins where the register ends'); END;
--> statement-breakpoint
DROP TRIGGER confirmation_gapless;
--> statement-breakpoint
CREATE TRIGGER confirmation_gapless BEFORE INSERT ON confirmation
WHEN new.number <> 1 + max(
  coalesce((SELECT max(number) FROM confirmation
    WHERE issuer_code = new.issuer_code and year = new.year), 0),
  coalesce((SELECT max(to_number) FROM confirmation_void
    WHERE issuer_code = new.issuer_code and year = new.year), 0))
BEGIN SELECT raise(ABORT, 'confirmation: the register has no gaps'); END;
