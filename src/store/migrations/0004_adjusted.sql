-- What is not as the rows alone would have it. An account can be left out of every number (a test
-- account), with the reason for it, and can go on in another (a migrated one), as one customer with it.
ALTER TABLE accounts ADD COLUMN excluded TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN same_as INTEGER REFERENCES accounts (id) CHECK (same_as <> id);
ALTER TABLE accounts ADD COLUMN same_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX accounts_adjusted ON accounts (id) WHERE excluded <> '' OR same_as IS NOT NULL;
CREATE INDEX accounts_same_as ON accounts (same_as) WHERE same_as IS NOT NULL;
-- Why a payment ended, as its row says it, and at which rate its amount was converted from another
-- currency ("USD 0.92"). No value: the row does not say, the amount is as written.
ALTER TABLE subscriptions ADD COLUMN cause TEXT CHECK (cause IN ('cancelled', 'payment_failed'));
ALTER TABLE subscriptions ADD COLUMN rate TEXT;
ALTER TABLE movements ADD COLUMN cause TEXT CHECK (cause IN ('cancelled', 'payment_failed'));
ALTER TABLE movements ADD COLUMN rate TEXT;
ALTER TABLE balances ADD COLUMN rate TEXT;
