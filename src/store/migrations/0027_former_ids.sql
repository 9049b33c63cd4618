-- By which id an account was known that is gone: when it comes again it has another number, and is the same customer.
ALTER TABLE former_names ADD COLUMN external TEXT NOT NULL DEFAULT '';
