-- The origins (RFC 6454) at which clients have pages, as their redirect URIs begin. A preflight of a browser names its page
-- and no client, and strangers can send any number of them: so the look goes through an index.
CREATE FUNCTION web_origins(redirect_uris text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT array_agg(substring(uri FROM '^https?://[^/?]*')) FROM unnest(redirect_uris) AS uri);

CREATE INDEX clients_web_origins ON clients USING gin (web_origins(redirect_uris));
