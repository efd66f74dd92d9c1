-- What administrators see of the server itself.
CREATE TABLE nodes (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL,
    version    text        NOT NULL,
    java       text        NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
COMMENT ON TABLE nodes IS 'operation. The servers on this database, and when each was last seen.';

-- Counted once a day, so that no page scans a table that grows.
CREATE TABLE daily_figures (
    day    date   NOT NULL,
    what   text   NOT NULL,
    figure bigint NOT NULL,
    PRIMARY KEY (day, what)
);
COMMENT ON TABLE daily_figures IS 'operation. How many members and connections there were, day by day.';

CREATE TABLE alarms (
    kind    text PRIMARY KEY,
    told_at timestamptz NOT NULL
);
COMMENT ON TABLE alarms IS 'operation. When administrators were last written to about each kind of trouble.';

CREATE TABLE alarm_mutes (
    member_id uuid PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE
);
COMMENT ON TABLE alarm_mutes IS 'operation. Administrators who want no mail about the server.';

CREATE INDEX mails_undelivered ON mails (created_at) WHERE sent_at IS NULL;
CREATE INDEX webhook_deliveries_undelivered ON webhook_deliveries (created_at) WHERE delivered_at IS NULL;
CREATE INDEX scheduled_tasks_failing ON scheduled_tasks (task_name) WHERE consecutive_failures > 0;
