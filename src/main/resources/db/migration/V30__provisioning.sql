-- What an administrator lets a third party's server do beyond the accounts of a domain of its own: look after members of
-- this server, and send many instructions in one call.
ALTER TABLE clients ADD COLUMN own_members boolean NOT NULL DEFAULT false;
ALTER TABLE clients ADD COLUMN bulk boolean NOT NULL DEFAULT false;

-- What the program that made the annotation wants to know of it later, a JSON object; shown to that authority's server
-- alone. NULL where it sent none.
ALTER TABLE annotations ADD COLUMN metadata jsonb;
