-- Raised by whatever ends all that was begun under a member's credentials: a new password, signing out the other
-- browsers, suspension, a new address. What begins names the stamp it was allowed under, and comes to nothing where
-- the row has another one by now.
ALTER TABLE members ADD COLUMN credentials_stamp int NOT NULL DEFAULT 0;

-- The same for what a client was allowed to begin: raised where it becomes something else than what members met.
ALTER TABLE clients ADD COLUMN stamp int NOT NULL DEFAULT 0;
