-- Keys can be changed while servers run. A new key is known to every server before it is used.
ALTER TABLE keys
    -- Fingerprint of the master key that wraps it; NULL until a server has opened it, for those from before.
    ADD COLUMN master     text,
    -- From when it seals; NULL for since it was made. retired_at may lie ahead, too: from then on it opens no seal.
    ADD COLUMN seals_from timestamptz,
    -- Why it must not seal: a server could not open it.
    ADD COLUMN held_up    text,
    -- When its master key was given up, with all that only this key opens.
    ADD COLUMN lost_at    timestamptz,
    -- When nothing was found any more that it wraps.
    ADD COLUMN emptied_at timestamptz;

ALTER TABLE signing_keys
    -- From when it signs; NULL for since it was made.
    ADD COLUMN signs_from   timestamptz,
    -- When it signed last, or when its private half was lost.
    ADD COLUMN retired_at   timestamptz,
    -- Since when its public half is published no more, because others have the private one.
    ADD COLUMN withdrawn_at timestamptz;
