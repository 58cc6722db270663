-- Since when what changed lately is to be read again and is not read to its end.
ALTER TABLE pull_state ADD COLUMN rescan_due timestamptz;
