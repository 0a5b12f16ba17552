import type { Migration } from './migration.ts'

/**
 * The audit log. It is only added to: the engine itself refuses a change, and the deletion of what is younger than 400 days.
 * Age is counted back from the newest entry, not from a clock, so a clock that is wrong deletes nothing.
 */
export const auditLog: Migration = {
  version: 10,
  name: 'audit-log',
  sql: `
    CREATE TABLE audit_log (
      id             INTEGER PRIMARY KEY AUTOINCREMENT,
      at             INTEGER NOT NULL,
      actor_kind     TEXT NOT NULL CHECK (actor_kind IN ('user', 'operator', 'server')),
      actor_id       TEXT NOT NULL,
      act            TEXT NOT NULL,
      target_kind    TEXT NOT NULL CHECK (target_kind IN ('user', 'client', 'grant', 'token', 'key', 'server')),
      target_id      TEXT NOT NULL,
      detail         TEXT NOT NULL,
      remote_address TEXT
    ) STRICT;
    CREATE INDEX audit_log_by_actor ON audit_log (actor_id);
    CREATE INDEX audit_log_by_target ON audit_log (target_id);
    CREATE INDEX audit_log_by_time ON audit_log (at);
    CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log
    BEGIN
      SELECT raise(ABORT, 'the audit log is only added to');
    END;
    CREATE TRIGGER audit_log_is_kept BEFORE DELETE ON audit_log
    WHEN old.at > (SELECT max(at) FROM audit_log) - 400 * 86400
    BEGIN
      SELECT raise(ABORT, 'the audit log is kept for 400 days');
    END;
  `,
}
