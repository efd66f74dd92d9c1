-- The newest sign-ins through a client, to tell whether its apps send PKCE challenges. A refresh changes neither column.
CREATE INDEX token_families_by_client ON token_families (client_id, created_at);
