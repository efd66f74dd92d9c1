-- Whose each table is: its comment begins with a room of the house. Only that room's statements name it. What others may see
-- stands below in views of the same owner, and a row locked through a view is locked in its table.
COMMENT ON TABLE keys IS 'crypto. The key ring, each key wrapped by the master key.';
COMMENT ON TABLE signing_keys IS 'crypto. The key pairs whose signatures others verify.';
COMMENT ON TABLE audit_events IS 'audit. What happened that matters for security.';
COMMENT ON TABLE audit_seals IS 'audit. The chain of seals over the events.';
COMMENT ON TABLE refused_requests IS 'audit. Why calls of a client were refused.';
COMMENT ON TABLE request_counts IS 'audit. How many calls a client made on each day.';
COMMENT ON TABLE mails IS 'mail. Mails on their way, and what became of them.';
COMMENT ON TABLE scheduled_tasks IS 'db. The jobs of db-scheduler.';

COMMENT ON TABLE members IS 'accounts. The accounts of people.';
COMMENT ON TABLE member_identities IS 'accounts. How third parties know the accounts they made.';
COMMENT ON TABLE browser_sessions IS 'accounts. The sessions of Spring Session.';
COMMENT ON TABLE browser_sessions_attributes IS 'accounts. What the sessions of Spring Session hold.';
COMMENT ON TABLE mail_links IS 'accounts. What a link in a mail may do, once.';

COMMENT ON TABLE clients IS 'clients. The OAuth clients.';
COMMENT ON TABLE client_secrets IS 'clients. The secrets of clients, as hashes.';

COMMENT ON TABLE grants IS 'grants. The consent of one member to one client.';
COMMENT ON TABLE consent_events IS 'grants. The receipts of consents, chained by their hashes.';

COMMENT ON TABLE token_families IS 'oauth. The sign-ins by apps, one row for each.';
COMMENT ON TABLE developer_tokens IS 'oauth. The tokens that members made for their own scripts.';
COMMENT ON TABLE used_assertions IS 'oauth. Assertions that must not be taken twice.';

COMMENT ON TABLE projects IS 'projects. The data request projects.';
COMMENT ON TABLE project_versions IS 'projects. What members were asked for, version by version.';
COMMENT ON TABLE project_changes IS 'projects. Changes of approved projects that wait for a reviewer.';
COMMENT ON TABLE project_badges IS 'projects. The badge images.';
COMMENT ON TABLE project_closings IS 'projects. Ends of projects that are under way.';
COMMENT ON TABLE project_invitations IS 'projects. Members who are asked to coordinate a project.';
COMMENT ON TABLE approval_requests IS 'projects. Wishes to have a project approved.';
COMMENT ON TABLE approval_entries IS 'projects. What was said and decided about approvals.';

COMMENT ON TABLE webhook_deliveries IS 'webhooks. Events on their way to apps.';
COMMENT ON TABLE webhook_attempts IS 'webhooks. How each attempt to deliver went.';

COMMENT ON TABLE datatypes IS 'datatypes. The tree of kinds of data.';
COMMENT ON TABLE datatype_edits IS 'datatypes. Each kind of data as it was saved.';
COMMENT ON TABLE project_datatypes IS 'datatypes. Which kinds the files of a project may be of.';
COMMENT ON TABLE project_datatype_rules IS 'datatypes. What administrators allow a project beyond its kinds.';

COMMENT ON TABLE data_files IS 'files. The files of members.';
COMMENT ON TABLE file_uploads IS 'files. Uploads that were begun and are not complete.';
COMMENT ON TABLE loose_objects IS 'files. Objects in storage that no file owns.';
COMMENT ON TABLE file_reads IS 'files. The ledger of who read which file.';
COMMENT ON TABLE file_reads_other IS 'files. The part of the ledger that has no month of its own.';
COMMENT ON TABLE file_read_totals IS 'files. The ledger added up.';

COMMENT ON TABLE messages IS 'messages. What projects wrote to members.';
COMMENT ON TABLE message_deliveries IS 'messages. One message on its way to one member.';
COMMENT ON TABLE message_mutes IS 'messages. Members who want no mail from a project.';
COMMENT ON TABLE member_letters IS 'messages. What members wrote to projects.';

COMMENT ON TABLE public_sharing_agreements IS 'publication. What members agreed to before they made anything public.';
COMMENT ON TABLE public_members IS 'publication. The numbers by which everyone knows members who make data public.';
COMMENT ON TABLE public_sharing IS 'publication. Which data members made public.';

COMMENT ON TABLE annotations IS 'annotations. The annotations of pages.';
COMMENT ON TABLE annotation_flags IS 'annotations. Annotations that members reported.';
COMMENT ON TABLE annotation_groups IS 'annotations. Groups of people who annotate together.';
COMMENT ON TABLE annotation_group_members IS 'annotations. Who belongs to which group.';
COMMENT ON TABLE annotation_group_scopes IS 'annotations. The addresses that a group is for.';
COMMENT ON TABLE annotated_documents IS 'annotations. What several addresses lead to.';
COMMENT ON TABLE document_uris IS 'annotations. Which addresses lead to which document.';
COMMENT ON TABLE annotation_preferences IS 'annotations. What members chose for the annotation client.';
COMMENT ON TABLE annotation_reads IS 'annotations. The ledger of what apps were handed.';

CREATE VIEW member_standings AS
    SELECT id, status, credentials_stamp FROM members;
COMMENT ON VIEW member_standings IS 'accounts. Whether an account is in use and under which credentials, to be locked by what begins.';

CREATE VIEW active_members AS
    SELECT id, username, name FROM members WHERE status = 'active';
COMMENT ON VIEW active_members IS 'accounts. The accounts in use and what everyone may call them.';

CREATE VIEW member_mailboxes AS
    SELECT id, email FROM members WHERE email_verified_at IS NOT NULL;
COMMENT ON VIEW member_mailboxes IS 'accounts. The addresses that members have verified.';

CREATE VIEW client_standings AS
    SELECT id, suspended_at, stamp FROM clients;
COMMENT ON VIEW client_standings IS 'clients. Whether a client is in use and what it was, to be locked by what begins.';

CREATE VIEW grant_standings AS
    SELECT id, client_id, member_id, status FROM grants;
COMMENT ON VIEW grant_standings IS 'grants. Whether a consent holds and between whom, to be locked by what begins.';

CREATE VIEW grant_contacts AS
    SELECT id, client_id, member_id, subject, status, messages_allowed FROM grants;
COMMENT ON VIEW grant_contacts IS 'grants. The number by which a client knows a member, and whether it may write to them.';

CREATE VIEW grant_displays AS
    SELECT id, client_id, member_id, status, hidden FROM grants;
COMMENT ON VIEW grant_displays IS 'grants. Which connections members keep off public pages.';

CREATE VIEW grant_milestones AS
    SELECT client_id, min(created_at) AS first_authorized_at, max(last_read_at) AS last_read_at
    FROM grants GROUP BY client_id;
COMMENT ON VIEW grant_milestones IS 'grants. When a client was first authorized, and when it last read.';

CREATE VIEW receipt_milestones AS
    SELECT g.client_id,
        count(*) FILTER (WHERE e.kind = 'withdrawn') AS withdrawals,
        min(e.at) FILTER (WHERE e.kind = 'withdrawn') AS first_withdrawn_at,
        min(e.at) FILTER (WHERE e.kind = 'authorized' AND EXISTS (
            SELECT 1 FROM consent_events w
            WHERE w.grant_id = e.grant_id AND w.kind = 'withdrawn' AND w.sequence < e.sequence)) AS reauthorized_at
    FROM consent_events e JOIN grants g ON g.id = e.grant_id GROUP BY g.client_id;
COMMENT ON VIEW receipt_milestones IS 'grants. When members of a client first withdrew, and when one first came back.';

-- Generation 0 is a code, 1 its first tokens, more a refresh. The time of the exchange is known for sign-ins never refreshed,
-- since issued_at moves with each refresh; for others that of the code stands in.
CREATE VIEW sign_in_milestones AS
    SELECT g.client_id,
        count(*) FILTER (WHERE f.generation > 0) AS exchanges,
        min(CASE f.generation WHEN 1 THEN f.issued_at ELSE f.created_at END) FILTER (WHERE f.generation > 0)
            AS first_exchanged_at,
        count(*) FILTER (WHERE f.generation > 1) AS refreshed
    FROM token_families f JOIN grant_standings g ON g.id = f.grant_id GROUP BY g.client_id;
COMMENT ON VIEW sign_in_milestones IS 'oauth. How far the sign-ins of a client came.';

CREATE VIEW answered_requests AS
    SELECT client_id, endpoint, sum(answered) AS answered FROM request_counts GROUP BY client_id, endpoint;
COMMENT ON VIEW answered_requests IS 'audit. How many calls of a client each endpoint answered.';

CREATE VIEW message_milestones AS
    SELECT m.client_id, min(m.created_at) AS first_passed_on_at FROM messages m
    WHERE EXISTS (
        SELECT 1 FROM message_deliveries d WHERE d.message_id = m.id AND d.state NOT IN ('waiting', 'cancelled'))
    GROUP BY m.client_id;
COMMENT ON VIEW message_milestones IS 'messages. When a client first reached a member with a message.';

CREATE VIEW upload_milestones AS
    SELECT project_id, count(*) AS uploads, min(created_at) AS first_uploaded_at
    FROM data_files WHERE NOT by_member GROUP BY project_id;
COMMENT ON VIEW upload_milestones IS 'files. How many files a project added its members have, and since when.';

CREATE VIEW member_files AS
    SELECT id, member_id, project_id, source, grant_id, by_member, basename, metadata, datatypes, size, sha256, md5,
        storage_key, created_at
    FROM data_files;
COMMENT ON VIEW member_files IS 'files. What files.DataFiles reads as a file, to be joined with who may see it.';

CREATE VIEW project_approvals AS
    SELECT id, client_id, approved FROM projects;
COMMENT ON VIEW project_approvals IS 'projects. Which client is a project, and whether reviewers approved it.';
