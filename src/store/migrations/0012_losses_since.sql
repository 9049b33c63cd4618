-- Since when the losses of a room are complete, where somebody has said so; otherwise the ledger tells.
ALTER TABLE room ADD COLUMN losses_since INTEGER;
