-- Whether a client's software was written without what the RFCs ask it to repeat; until now that went by the address it called.
ALTER TABLE clients ADD COLUMN lenient boolean NOT NULL DEFAULT false;
UPDATE clients SET lenient = true WHERE kind = 'registered' AND access_outlives_refresh;
