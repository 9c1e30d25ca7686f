
-- What clients call: each question is one function, each change one transaction, sent in one round trip with barrier().

-- Decides on a claim, counts and records it. Answers one of
--   {"decision":"reserved"} with "approval", the one used, and in shadow mode "exceeded"
--   {"decision":"limited","exceeded":USE} | {"decision":"paused","retry_after":S} | {"decision":"waiting","approval":APPROVAL|null}
-- and always "seq" and "hash", the end of the log.
CREATE OR REPLACE FUNCTION tt_api_1.reserve(p_claim jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c jsonb; g text := p_claim->>'grant'; m tt.members := tt.member(p_claim->>'grant'); h tt.head; known jsonb; answer jsonb;
  found tt.approvals; used tt.approvals; queued record; response text := p_claim->>'response'; over jsonb; pause bigint;
  held jsonb; counted jsonb;
BEGIN
  IF NOT m.may_call THEN
    RAISE EXCEPTION 'login % may not make calls under grant %', session_user, g USING ERRCODE = 'TT001';
  END IF;
  c := tt.check_claim(p_claim);
  h := tt.take_head();
  known := tt.recall(c->>'id', p_claim);
  IF known IS NOT NULL THEN RETURN known::text; END IF;

  IF c->>'request' IS NOT NULL THEN
    SELECT * INTO found FROM tt.approvals WHERE digest = tt.digest(c) AND ends > h.clock;
    -- A yes at this terminal counts only from a login that may answer: nobody says yes to its own call.
    IF response <> 'denied' AND found.state = 'granted' THEN
      used := found;
    ELSIF response = 'approved' AND m.may_answer AND found.state IS DISTINCT FROM 'denied' THEN
      used := tt.new_approval(c, found.id, 'granted', session_user::text, h.clock);
    ELSE
      queued := tt.enqueue(h, c, response = 'denied');
      h := queued.h;
      RETURN tt.remember(c->>'id', p_claim,
        jsonb_build_object('decision', 'waiting', 'approval', tt.approval_json(queued.a)), h);
    END IF;
  END IF;

  -- What is pinned holds, and is counted, also where the caller enforces nothing.
  counted := c->'uses';
  pause := tt.pause_remaining(g, c->>'service', h.clock);
  over := CASE WHEN pause IS NULL THEN tt.exceeded(g, counted || (c->'bounds'), h.clock) END;
  IF over IS NOT NULL AND NOT (c->'enforced')::bool THEN
    counted := tt.pinned(counted);
    held := tt.exceeded(g, counted, h.clock);
    over := coalesce(held, over);
  END IF;
  IF pause IS NOT NULL OR over IS NOT NULL THEN
    h := tt.append(h, tt.entry(c, 'call', 'limit', coalesce(over->>'rule', '(service limit)'), NULL));
    answer := jsonb_strip_nulls(jsonb_build_object('retry_after', pause)) || jsonb_build_object('decision',
      CASE WHEN pause IS NULL THEN 'limited' ELSE 'paused' END, 'exceeded', over);
    IF pause IS NOT NULL OR held IS NOT NULL OR (c->'enforced')::bool THEN RETURN tt.remember(c->>'id', p_claim, answer, h); END IF;
  END IF;
  PERFORM tt.count(g, counted, h.clock);
  IF used.id IS NOT NULL THEN
    DELETE FROM tt.approvals WHERE digest = used.digest;
    IF response = 'approved' THEN h := tt.append(h, tt.entry(c, 'approval', 'yes', used.rule, used.id)); END IF;
  END IF;
  h := tt.append(h, tt.entry(c, 'call', 'allow', '', used.id));
  RETURN tt.remember(c->>'id', p_claim,
    jsonb_build_object('decision', 'reserved', 'approval', tt.approval_json(used), 'exceeded', over), h,
    claim => tt.kept(c), uses => counted,
    approval => CASE WHEN used.id IS NOT NULL THEN to_jsonb(used) END);
END $$;

-- Stores the approval request of a call that ends here. Answers {"approval":APPROVAL|null,…}.
CREATE OR REPLACE FUNCTION tt_api_1.enqueue(p_claim jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE c jsonb; m tt.members := tt.member(p_claim->>'grant'); h tt.head; known jsonb; queued record;
BEGIN
  IF NOT m.may_call THEN
    RAISE EXCEPTION 'login % may not make calls under grant %', session_user, m.grant_name USING ERRCODE = 'TT001';
  END IF;
  c := tt.check_claim(p_claim);
  PERFORM tt.require(c->>'request' IS NOT NULL, 'request');
  h := tt.take_head();
  known := tt.recall(c->>'id', p_claim);
  IF known IS NOT NULL THEN RETURN known::text; END IF;
  queued := tt.enqueue(h, c, c->>'response' = 'denied');
  RETURN tt.remember(c->>'id', p_claim, jsonb_build_object('approval', tt.approval_json(queued.a)), queued.h);
END $$;

-- Records how a reserved call ended, once. What is released is what the store counted, never what the caller says. A call
-- that was made is recorded in any case, but a client whose last record is missing is told of none that would hide that.
CREATE OR REPLACE FUNCTION tt_api_1.complete(
  p_call text, p_settlement text, p_outcome text, p_requests int, p_pause bigint, p_witness jsonb DEFAULT NULL
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE h tt.head; k tt.calls; g text; said text := concat_ws(' ', p_settlement, p_requests, p_pause, p_outcome); a tt.approvals;
BEGIN
  PERFORM tt.require(p_settlement IN ('delivered', 'rejected', 'not_sent') AND length(p_outcome) BETWEEN 1 AND 64
    AND p_requests >= 0, 'ending');
  h := tt.take_head();
  SELECT * INTO k FROM tt.calls WHERE id = p_call AND login = session_user AND claim IS NOT NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such call %', p_call USING ERRCODE = 'TT005'; END IF;
  IF k.ending = said THEN RETURN tt.told(h, p_witness); END IF;
  IF k.ending IS NOT NULL THEN RAISE EXCEPTION 'call % has ended otherwise', p_call USING ERRCODE = 'TT006'; END IF;
  g := k.claim->>'grant';
  IF p_settlement <> 'delivered' AND (SELECT refund FROM tt.grants WHERE name = g) THEN
    UPDATE tt.counters c SET used = greatest(0, c.used - (u->>'amount')::bigint) FROM jsonb_array_elements(k.uses) u
      WHERE c.key = tt.key(g, u) AND c.span = (u->>'window')::bigint AND c.start = k.taken - k.taken % c.span;
    IF p_settlement = 'not_sent' AND k.approval IS NOT NULL THEN
      a := jsonb_populate_record(NULL::tt.approvals, k.approval);
      INSERT INTO tt.approvals AS x SELECT a.* ON CONFLICT (digest) DO UPDATE
        SET id = excluded.id, state = 'granted', answered_by = excluded.answered_by, ends = excluded.ends
        WHERE x.state <> 'denied' OR x.ends <= h.clock;
    END IF;
  END IF;
  IF p_outcome <> 'ok' THEN PERFORM tt.count(g, k.claim->'bounds', h.clock); END IF;
  IF p_pause IS NOT NULL THEN PERFORM tt.begin_pause(g, k.claim->>'service', p_pause, h.clock); END IF;
  h := tt.append(h, k.claim || jsonb_build_object('event', 'result', 'outcome', p_outcome, 'requests', p_requests,
    'policy', NULL));
  PERFORM tt.put_head(h);
  UPDATE tt.calls SET ending = said WHERE id = p_call;
  RETURN tt.told(h, p_witness);
END $$;

-- Stops the calls of a grant to the service of an open call, for at most a day.
CREATE OR REPLACE FUNCTION tt_api_1.pause(p_call text, p_seconds bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE h tt.head := tt.take_head(); k tt.calls;
BEGIN
  SELECT * INTO k FROM tt.calls WHERE id = p_call AND login = session_user AND claim IS NOT NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such call %', p_call USING ERRCODE = 'TT005'; END IF;
  PERFORM tt.begin_pause(k.claim->>'grant', k.claim->>'service', p_seconds, h.clock);
  PERFORM tt.put_head(h);
  RETURN '{}';
END $$;

CREATE OR REPLACE FUNCTION tt_api_1.pause_remaining(p_call text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('retry_after', tt.pause_remaining(claim->>'grant', claim->>'service',
    (SELECT greatest(clock, tt.now()) FROM tt.head)))::text
  FROM tt.calls WHERE id = p_call AND login = session_user AND claim IS NOT NULL $$;

-- Records a call that ends here: denied by a rule, invalid, or without credentials.
CREATE OR REPLACE FUNCTION tt_api_1.record(p_entry jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE h tt.head; known jsonb;
BEGIN
  PERFORM tt.member(p_entry->>'grant');
  PERFORM tt.check_size(p_entry);
  PERFORM tt.require(p_entry->>'id' ~ '^[0-9a-f]{16,32}$' AND length(p_entry->>'tool') BETWEEN 1 AND 256
    AND jsonb_typeof(p_entry->'keys') = 'array' AND jsonb_array_length(p_entry->'keys') <= 1000
    AND p_entry->>'channel' IS NOT NULL AND p_entry->>'decision' IN ('deny', 'limit', 'approval', 'invalid', 'allow'), 'record');
  PERFORM tt.check_witness(p_entry->'witness');
  h := tt.take_head();
  known := tt.recall(p_entry->>'id', p_entry);
  IF known IS NOT NULL THEN RETURN known::text; END IF;
  h := tt.append(h, p_entry || '{"event":"call","requests":null}');
  RETURN tt.remember(p_entry->>'id', p_entry, '{}', h);
END $$;

-- How a call's approval and counters stand. Counts, locks and records nothing.
CREATE OR REPLACE FUNCTION tt_api_1.snapshot(p_claim jsonb) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE c jsonb; m tt.members := tt.member(p_claim->>'grant'); a tt.approvals; t bigint;
BEGIN
  c := tt.check_claim(p_claim || '{"id":"0000000000000000"}');
  SELECT greatest(clock, tt.now()) INTO t FROM tt.head;
  IF c->>'request' IS NOT NULL THEN SELECT * INTO a FROM tt.approvals WHERE digest = tt.digest(c) AND ends > t; END IF;
  RETURN jsonb_build_object('may_answer', m.may_answer, 'approval', tt.approval_json(a),
    'counters', tt.counter_states(m.grant_name, p_claim->'uses', t),
    'exceeded', tt.exceeded(m.grant_name, (c->'uses') || (c->'bounds'), t),
    'paused', tt.pause_remaining(m.grant_name, c->>'service', t))::text;
END $$;

CREATE OR REPLACE FUNCTION tt_api_1.counters(p_grant text, p_uses jsonb) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m tt.members := tt.member(p_grant); t bigint;
BEGIN
  SELECT greatest(clock, tt.now()) INTO t FROM tt.head;
  PERFORM tt.uses(p_grant, NULL, p_uses);
  RETURN jsonb_build_object('counters', tt.counter_states(p_grant, p_uses, t))::text;
END $$;

-- The open approvals that the login may answer or asked for, the oldest first, one a row.
CREATE OR REPLACE FUNCTION tt_api_1.approvals() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT tt.approval_json(a)::text
  FROM tt.approvals a JOIN tt.members m ON m.grant_name = a.grant_name AND m.role = session_user
  WHERE (m.may_answer OR a.asked_by = session_user) AND a.ends > (SELECT greatest(clock, tt.now()) FROM tt.head)
  ORDER BY a.ends, a.id $$;

-- Answers an approval request: {"approval":APPROVAL,"changed":BOOL,…}. p_answer: {"id","approval","granted","lifetime","channel","client"}.
CREATE OR REPLACE FUNCTION tt_api_1.answer(p_answer jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  h tt.head; a tt.approvals; m tt.members; known jsonb; is_yes bool := (p_answer->'granted')::bool;
  wanted text := CASE WHEN is_yes THEN 'granted' ELSE 'denied' END;
BEGIN
  PERFORM tt.check_size(p_answer);
  PERFORM tt.require(p_answer->>'id' ~ '^[0-9a-f]{16,32}$' AND is_yes IS NOT NULL AND p_answer->>'lifetime' ~ '^[0-9]{1,9}$'
    AND p_answer->>'channel' IS NOT NULL, 'answer');
  PERFORM tt.check_witness(p_answer->'witness');
  h := tt.take_head();
  known := tt.recall(p_answer->>'id', p_answer);
  IF known IS NOT NULL THEN RETURN known::text; END IF;
  SELECT x.* INTO a FROM tt.approvals x JOIN tt.members y ON y.grant_name = x.grant_name AND y.role = session_user
    WHERE x.id = p_answer->>'approval' AND x.ends > h.clock AND (y.may_answer OR x.asked_by = session_user);
  IF NOT FOUND THEN RAISE EXCEPTION 'no such approval' USING ERRCODE = 'TT005'; END IF;
  m := tt.member(a.grant_name);
  IF is_yes AND NOT m.may_answer THEN
    RAISE EXCEPTION 'login % may not approve calls of grant %', session_user, a.grant_name USING ERRCODE = 'TT007';
  ELSIF is_yes AND a.asked_by = session_user THEN
    RAISE EXCEPTION 'login % asked for this approval itself: another one has to give it', session_user USING ERRCODE = 'TT007';
  END IF;
  IF a.state <> wanted THEN
    UPDATE tt.approvals SET state = wanted, answered_by = session_user,
      ends = h.clock + least(greatest((p_answer->>'lifetime')::bigint, 1), 2592000) WHERE id = a.id RETURNING * INTO a;
    h := tt.append(h, jsonb_build_object('event', 'approval', 'id', p_answer->>'id', 'grant', a.grant_name, 'tool', a.tool,
      'keys', (SELECT coalesce(jsonb_agg(k ORDER BY k COLLATE "C"), '[]')
        FROM json_object_keys(CASE WHEN tt.is_object(a.arguments) THEN a.arguments ELSE '{}' END::json) k),
      'decision', CASE WHEN is_yes THEN 'yes' ELSE 'no' END, 'rule', a.rule, 'policy', a.policy, 'approval', a.id,
      'channel', p_answer->>'channel', 'client', p_answer->>'client'));
    RETURN tt.remember(p_answer->>'id', p_answer, jsonb_build_object('approval', tt.approval_json(a), 'changed', true), h);
  END IF;
  RETURN tt.remember(p_answer->>'id', p_answer, jsonb_build_object('approval', tt.approval_json(a), 'changed', false), h);
END $$;

-- Records of the login's grants, and those of the store itself: from a number on, or down from it.
CREATE OR REPLACE FUNCTION tt_api_1.log(p_from bigint, p_most int, p_descending bool) RETURNS TABLE (seq bigint, line text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT l.seq, l.line FROM tt.log l
  WHERE CASE WHEN p_descending THEN l.seq <= p_from ELSE l.seq >= p_from END
    AND EXISTS (SELECT FROM tt.members m WHERE m.role = session_user AND (m.grant_name = l.grant_name OR l.grant_name = '(store)'))
  ORDER BY CASE WHEN p_descending THEN -l.seq ELSE l.seq END LIMIT least(p_most, 10000) $$;

-- The hash of a record, whoever's, for witnesses. Tells nothing of its content.
CREATE OR REPLACE FUNCTION tt_api_1.hash_of(p_seq bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT substr(line, length(line) - 65, 64) FROM tt.log
  WHERE seq = p_seq AND EXISTS (SELECT FROM tt.members WHERE role = session_user) $$;

-- Walks the whole chain. Answers {"records","first","last","hash","bad","finding"}; nothing of any content.
CREATE OR REPLACE FUNCTION tt_api_1.verify() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r record; h tt.head; n bigint; previous text; records bigint := 0; first bigint; bad bigint; finding text;
BEGIN
  PERFORM tt.require(EXISTS (SELECT FROM tt.members WHERE role = session_user), 'login');
  SELECT * INTO h FROM tt.head;
  FOR r IN SELECT l.seq, l.line, substr(l.line, length(l.line) - 65, 64) AS hash, substr(l.line, length(l.line) - 139, 64) AS prev,
    left(l.line, length(l.line) - 75) || '}' AS body FROM tt.log l WHERE l.seq <= h.seq ORDER BY l.seq
  LOOP
    records := records + 1;
    first := coalesce(first, r.seq);
    finding := CASE
      WHEN encode(sha256(convert_to(r.body, 'UTF8')), 'hex') <> r.hash
        OR NOT starts_with(r.line, '{"seq":' || r.seq || ',') THEN 'altered'
      WHEN r.seq <> n + 1 THEN 'missing'
      WHEN r.prev <> previous THEN 'broken_link' END;
    IF finding IS NOT NULL THEN bad := r.seq; EXIT; END IF;
    n := r.seq;
    previous := r.hash;
  END LOOP;
  IF finding IS NULL AND (coalesce(n, 0) <> h.seq OR coalesce(previous, repeat('0', 64)) <> h.hash) THEN
    bad := h.seq;
    finding := 'head';
  END IF;
  RETURN jsonb_build_object('records', records, 'first', first, 'last', n, 'hash', h.hash, 'bad', bad, 'finding', finding)::text;
END $$;

-- The store as a login may see it: members only of grants for which it may answer.
CREATE OR REPLACE FUNCTION tt_api_1.status() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('version', (SELECT version FROM tt.meta), 'server', current_setting('server_version'),
    'login', session_user::text, 'records', (SELECT seq FROM tt.head),
    'synchronous', current_setting('synchronous_standby_names') <> '',
    'standbys', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', application_name, 'state', state, 'mode', sync_state,
      'lag_bytes', pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn)) ORDER BY application_name), '[]') FROM pg_stat_replication),
    'grants', (SELECT coalesce(jsonb_agg(jsonb_build_object('grant', g.name, 'may_call', m.may_call, 'may_answer', m.may_answer,
      'policy', g.policy, 'refund', g.refund,
      'pins', (SELECT coalesce(jsonb_agg(jsonb_build_object('tool', p.tool, 'rule', p.rule, 'window', p.span, 'scope', p.scope,
        'max', p.max) ORDER BY p.tool, p.rule), '[]') FROM tt.pins p WHERE p.grant_name = g.name),
      'members', (SELECT jsonb_agg(jsonb_build_object('login', x.role, 'may_call', x.may_call, 'may_answer', x.may_answer)
        ORDER BY x.role) FROM tt.members x WHERE x.grant_name = g.name AND (m.may_answer OR x.role = session_user)))
      ORDER BY g.name), '[]') FROM tt.members m JOIN tt.grants g ON g.name = m.grant_name WHERE m.role = session_user)
  )::text $$;

-- Ends a session of a client that holds the head and does nothing, or has been at it for three seconds: one client must not
-- stop the others. A client calls it when it has waited for the head in vain, and then asks again with the same id. Who
-- waits for the head has its table's lock as well, but waits; a commit that waits for a standby is let be.
CREATE OR REPLACE FUNCTION tt_api_1.unblock() RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(pg_terminate_backend(a.pid))::text
  FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
  WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND NOT r.rolsuper AND pg_has_role(r.oid, 'tt_user', 'MEMBER')
    AND a.pid IN (SELECT pid FROM pg_locks WHERE locktype = 'relation' AND relation = 'tt.head'::regclass AND granted
      AND mode IN ('RowShareLock', 'RowExclusiveLock') AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
    AND NOT EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND NOT l.granted AND l.locktype IN ('tuple', 'transactionid'))
    AND CASE WHEN a.state LIKE 'idle in transaction%' THEN a.state_change < clock_timestamp() - interval '1 s'
      ELSE a.xact_start < clock_timestamp() - interval '3 s' AND a.wait_event IS DISTINCT FROM 'SyncRep' END $$;

-- What was committed before is on the disk, and on synchronous standbys, once this has answered. A transaction of its own
-- behind each change, in the same round trip: many clients share one flush. Nothing is sent before its answer.
-- A pool may have gone on to a server that crashed after the change and lost it: then the change is asked for again.
CREATE OR REPLACE FUNCTION tt_api_1.barrier(p_id text, p_ended bool) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_id IS NOT NULL AND NOT EXISTS (SELECT FROM tt.calls WHERE id = p_id AND (p_ended IS NOT true OR ending IS NOT NULL)) THEN
    RAISE EXCEPTION 'the change was lost in a crash' USING ERRCODE = '40001';
  END IF;
  -- Such a wait ends neither with a timeout nor with its client, which would leave one connection after the other behind.
  IF current_setting('synchronous_standby_names') <> '' AND NOT EXISTS (
    SELECT FROM pg_stat_replication WHERE coalesce(sync_state, 'sync') IN ('sync', 'quorum')) THEN
    RAISE EXCEPTION 'no synchronous standby is connected' USING ERRCODE = '40001';
  END IF;
  PERFORM set_config('synchronous_commit', 'on', true);
  PERFORM pg_logical_emit_message(true, 'tt', '');
  RETURN 'ok';
END $$;

-- Of the owner alone: after the server's clock once ran ahead, sets the store's back and forgets windows of the future.
CREATE OR REPLACE FUNCTION tt.reset_clock() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE h tt.head := tt.take_head();
BEGIN
  h.clock := tt.now();
  DELETE FROM tt.counters WHERE start > h.clock;
  DELETE FROM tt.pauses WHERE ends > h.clock + 86400;
  h := tt.append(h, jsonb_build_object('event', 'approval', 'id', substr(replace(gen_random_uuid()::text, '-', ''), 1, 16),
    'grant', '(store)', 'tool', '(reset_clock)', 'keys', '[]'::jsonb, 'decision', 'yes', 'channel', 'sql'));
  PERFORM tt.put_head(h);
END $$;

REVOKE ALL ON SCHEMA tt, tt_api_1 FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA tt, tt_api_1 FROM PUBLIC;
GRANT USAGE ON SCHEMA tt_api_1 TO tt_user;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA tt_api_1 TO tt_user;
COMMIT;
