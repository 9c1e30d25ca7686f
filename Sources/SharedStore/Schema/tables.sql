-- The shared store of tt, version 1: limits, approvals and audit log of several machines in one database.
--
-- Load it as a superuser, or as an owner of the database who may create roles:
--   tt policy store --sql | psql -v ON_ERROR_STOP=1 DATABASE
-- Loading it again changes nothing. Schema tt belongs to tt_owner alone; what clients may call is in schema tt_api_1.
-- Logins are made by: tt policy store --role NAME --grant GRANT
BEGIN;
SET LOCAL client_min_messages = warning;

DO $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tt store'));
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tt_owner') THEN CREATE ROLE tt_owner NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tt_user') THEN CREATE ROLE tt_user NOLOGIN; END IF;
  IF NOT pg_has_role('tt_owner', 'MEMBER') THEN EXECUTE format('GRANT tt_owner TO %I', current_user); END IF;
  EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Only for tt_api_1.unblock and the lag that tt_api_1.status tells: without them the store works, and neither does.
DO $$
BEGIN
  GRANT pg_signal_backend, pg_read_all_stats TO tt_owner;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE WARNING 'tt_owner may not end sessions that hold the store, nor see the lag of standbys';
END $$;

-- With a login one could otherwise fill the disk with large objects.
DO $$
BEGIN
  REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE WARNING 'every login may create large objects: a superuser can revoke that';
END $$;

CREATE SCHEMA IF NOT EXISTS tt AUTHORIZATION tt_owner;
CREATE SCHEMA IF NOT EXISTS tt_api_1 AUTHORIZATION tt_owner;
SET LOCAL ROLE tt_owner;

CREATE TABLE IF NOT EXISTS tt.meta (one bool PRIMARY KEY DEFAULT true CHECK (one), version int NOT NULL);
INSERT INTO tt.meta (version) VALUES (1) ON CONFLICT DO NOTHING;

-- The one row that every change locks first: the end of the chain, and the clock that never goes back (seconds since 1970).
CREATE TABLE IF NOT EXISTS tt.head (
  one bool PRIMARY KEY DEFAULT true CHECK (one), seq bigint NOT NULL, hash text NOT NULL, clock bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO tt.head (seq, hash, clock) VALUES (0, repeat('0', 64), 0) ON CONFLICT DO NOTHING;

-- policy: the fingerprint that calls have to name; null: any. refund: whether a call that failed is given back.
CREATE TABLE IF NOT EXISTS tt.grants (name text PRIMARY KEY, policy text, refund bool NOT NULL DEFAULT true);

CREATE TABLE IF NOT EXISTS tt.members (
  role text, grant_name text REFERENCES tt.grants (name), may_call bool NOT NULL DEFAULT false,
  may_answer bool NOT NULL DEFAULT false, PRIMARY KEY (role, grant_name));

-- What holds whatever a caller says: limits of calls (max), and tools that want approval (max null). Tool '*' is all.
CREATE TABLE IF NOT EXISTS tt.pins (
  grant_name text REFERENCES tt.grants (name), tool text, rule text, span bigint NOT NULL DEFAULT 0,
  scope text NOT NULL DEFAULT 'grant' CHECK (scope IN ('grant', 'server')), max bigint,
  PRIMARY KEY (grant_name, tool, rule, span));

-- The window's length belongs to the key: with another one a caller would start a counter anew.
CREATE TABLE IF NOT EXISTS tt.counters (
  key text, span bigint, start bigint NOT NULL, used bigint NOT NULL CHECK (used >= 0), PRIMARY KEY (key, span)
) WITH (fillfactor = 50);

-- Until when a service wants no calls of a grant.
CREATE TABLE IF NOT EXISTS tt.pauses (grant_name text, service text, ends bigint NOT NULL, PRIMARY KEY (grant_name, service));

CREATE TABLE IF NOT EXISTS tt.approvals (
  id text PRIMARY KEY, state text NOT NULL CHECK (state IN ('pending', 'granted', 'denied')), grant_name text NOT NULL,
  tool text NOT NULL, arguments text NOT NULL, account text, policy text NOT NULL, rule text NOT NULL,
  message text NOT NULL, digest bytea NOT NULL UNIQUE, asked_by text NOT NULL, answered_by text, ends bigint NOT NULL);

-- What was asked and answered, for a day: a question that is asked again is given the same answer.
CREATE TABLE IF NOT EXISTS tt.calls (
  id text PRIMARY KEY, login text NOT NULL, digest bytea NOT NULL, answer jsonb NOT NULL, taken bigint NOT NULL,
  claim jsonb, uses jsonb, approval jsonb, ending text
) WITH (fillfactor = 70);
CREATE INDEX IF NOT EXISTS calls_taken ON tt.calls (taken);

CREATE TABLE IF NOT EXISTS tt.log (
  seq bigint PRIMARY KEY, at timestamptz NOT NULL, grant_name text NOT NULL, tool text NOT NULL, decision text,
  line text NOT NULL);
CREATE INDEX IF NOT EXISTS log_grant ON tt.log (grant_name, seq);
