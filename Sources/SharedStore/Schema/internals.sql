
-- Against slips of the owner. A superuser can take it away, which the chain and the clients' witnesses then show.
CREATE OR REPLACE FUNCTION tt.keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'tt.log is append-only' USING ERRCODE = 'TT009'; END $$;
CREATE OR REPLACE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON tt.log FOR EACH ROW EXECUTE FUNCTION tt.keep();
CREATE OR REPLACE TRIGGER keep_table BEFORE TRUNCATE ON tt.log FOR EACH STATEMENT EXECUTE FUNCTION tt.keep();

CREATE OR REPLACE FUNCTION tt.require(condition bool, what text) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN IF condition IS NOT true THEN RAISE EXCEPTION 'malformed %', what USING ERRCODE = 'TT008'; END IF; END $$;

CREATE OR REPLACE FUNCTION tt.check_size(document jsonb) RETURNS void LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN PERFORM tt.require(octet_length(document::text) <= 262144, 'document: it is longer than 256 KiB'); END $$;

-- True for the text of one JSON object that names no member twice.
CREATE OR REPLACE FUNCTION tt.is_object(t text) RETURNS bool LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN json_typeof(t::json) = 'object' AND (SELECT count(*) = count(DISTINCT k) FROM json_object_keys(t::json) k);
EXCEPTION WHEN OTHERS THEN
  RETURN false;
END $$;

-- Who calls: the login, which neither SET ROLE nor a SECURITY DEFINER function changes.
CREATE OR REPLACE FUNCTION tt.member(g text) RETURNS tt.members LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE m tt.members;
BEGIN
  SELECT * INTO m FROM tt.members WHERE role = session_user AND grant_name = g;
  IF NOT FOUND THEN RAISE EXCEPTION 'login % is no member of grant %', session_user, g USING ERRCODE = 'TT001'; END IF;
  RETURN m;
END $$;

CREATE OR REPLACE FUNCTION tt.now() RETURNS bigint LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT floor(extract(epoch FROM clock_timestamp()))::bigint $$;

-- Locks the head and moves its clock on. The caller's commit does not wait for the disk, so that the lock is not held
-- meanwhile: see tt_api_1.barrier.
CREATE OR REPLACE FUNCTION tt.take_head() RETURNS tt.head
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE h tt.head;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT * INTO STRICT h FROM tt.head FOR UPDATE;
  h.clock := greatest(h.clock, tt.now());
  RETURN h;
END $$;

CREATE OR REPLACE FUNCTION tt.put_head(h tt.head) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE tt.head SET seq = h.seq, hash = h.hash, clock = h.clock;
  IF h.seq % 64 = 0 THEN
    DELETE FROM tt.calls WHERE id IN (SELECT id FROM tt.calls WHERE taken < h.clock - 86400 ORDER BY taken LIMIT 256);
    DELETE FROM tt.counters WHERE start + span <= h.clock;
    DELETE FROM tt.pauses WHERE ends <= h.clock;
  END IF;
END $$;

-- Texts in the log as tt cuts them: 256 bytes each, 4096 bytes of names.
CREATE OR REPLACE FUNCTION tt.cut(t text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN octet_length(t) <= 256 THEN t
    ELSE (SELECT left(t, max(i)) || '…' FROM generate_series(0, 256) i WHERE octet_length(left(t, i)) <= 253) END $$;
CREATE OR REPLACE FUNCTION tt.keys(k jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(x ORDER BY o) FILTER (WHERE fits), '{}') || CASE WHEN bool_and(fits) IS false THEN ARRAY['…'] END
  FROM (SELECT x, o, sum(octet_length(x) + 1) OVER (ORDER BY o) <= 4096 AS fits
    FROM (SELECT tt.cut(t) AS x, o FROM jsonb_array_elements_text(k) WITH ORDINALITY e (t, o)) a) b $$;

-- Appends a record: byte for byte a line of audit.jsonl, with the login as "by".
CREATE OR REPLACE FUNCTION tt.append(h INOUT tt.head, e jsonb) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE t timestamptz := clock_timestamp(); body text;
BEGIN
  h.seq := h.seq + 1;
  body := '{"seq":' || h.seq || ',"time":"' || to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || 'Z","event":'
    || to_json(e->>'event') || ',"id":' || to_json(tt.cut(e->>'id')) || ',"grant":' || to_json(e->>'grant')
    || ',"tool":' || to_json(tt.cut(e->>'tool')) || ',"keys":' || to_json(tt.keys(e->'keys'))
    || coalesce(',"decision":' || to_json(e->>'decision'), '') || coalesce(',"rule":' || to_json(tt.cut(e->>'rule')), '')
    || coalesce(',"policy":' || to_json(tt.cut(e->>'policy')), '')
    || coalesce(',"approval":' || to_json(tt.cut(e->>'approval')), '')
    || ',"channel":' || to_json(tt.cut(e->>'channel')) || coalesce(',"client":' || to_json(tt.cut(e->>'client')), '')
    || ',"by":' || to_json(session_user::text) || coalesce(',"outcome":' || to_json(tt.cut(e->>'outcome')), '')
    || coalesce(',"requests":' || (e->>'requests')::int, '') || ',"prev":"' || h.hash || '"';
  h.hash := encode(sha256(convert_to(body || '}', 'UTF8')), 'hex');
  INSERT INTO tt.log VALUES (h.seq, t, e->>'grant', e->>'tool', e->>'decision', body || ',"hash":"' || h.hash || '"}');
END $$;

-- The record of a call with another decision.
CREATE OR REPLACE FUNCTION tt.entry(claim jsonb, event text, decision text, rule text, approval text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT claim || jsonb_build_object('event', event, 'decision', decision, 'rule', rule, 'approval', approval,
    'outcome', NULL, 'requests', NULL) $$;

-- What is kept of a claim until its call has ended.
CREATE OR REPLACE FUNCTION tt.kept(claim jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('id', claim->'id', 'grant', claim->'grant', 'tool', claim->'tool', 'keys', tt.keys(claim->'keys'),
    'service', claim->'service', 'bounds', claim->'bounds', 'channel', tt.cut(claim->>'channel'),
    'client', tt.cut(claim->>'client')) $$;

-- The answer to a question that was asked before; null if it was not. With other inputs the id is taken.
CREATE OR REPLACE FUNCTION tt.recall(i text, inputs jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE k tt.calls;
BEGIN
  SELECT * INTO k FROM tt.calls WHERE id = i;
  IF FOUND AND (k.login <> session_user OR k.digest <> sha256(convert_to(inputs::text, 'UTF8'))) THEN
    RAISE EXCEPTION 'id % is taken', i USING ERRCODE = 'TT003';
  END IF;
  RETURN k.answer;
END $$;
CREATE OR REPLACE FUNCTION tt.remember(
  i text, inputs jsonb, answer jsonb, h tt.head, claim jsonb DEFAULT NULL, uses jsonb DEFAULT NULL, approval jsonb DEFAULT NULL
) RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  answer := answer || jsonb_build_object('seq', h.seq, 'hash', h.hash);
  INSERT INTO tt.calls VALUES (
    i, session_user, sha256(convert_to(inputs::text, 'UTF8')), answer, h.clock, claim, uses, approval, NULL);
  PERFORM tt.put_head(h);
  RETURN answer::text;
END $$;

-- The key is made here, so that nobody uses up the counter of another grant.
CREATE OR REPLACE FUNCTION tt.key(g text, use jsonb) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE use->>'scope' WHEN 'server' THEN '*' ELSE g END || ' ' || (use->>'counter') $$;

-- The uses that count: the caller's, one for each counter, and those pinned, with the smaller max and at least 1. A pinned
-- one has its own max as "pinned".
CREATE OR REPLACE FUNCTION tt.uses(g text, named_tool text, uses jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb;
BEGIN
  PERFORM tt.require(jsonb_typeof(uses) = 'array' AND jsonb_array_length(uses) <= 64, 'uses');
  FOR v IN SELECT x FROM jsonb_array_elements(uses) x LOOP
    PERFORM tt.require(
      v->>'scope' IN ('grant', 'server') AND length(v->>'counter') BETWEEN 1 AND 768 AND length(v->>'rule') BETWEEN 1 AND 512
        AND (v->>'window')::numeric BETWEEN 1 AND 1000000000000 AND (v->>'max')::numeric BETWEEN 0 AND 9223372036854775807
        AND (v->>'amount')::numeric BETWEEN 0 AND 9223372036854775807
        AND (v->>'amount')::numeric % 1 = 0 AND (v->>'max')::numeric % 1 = 0 AND (v->>'window')::numeric % 1 = 0, 'use');
  END LOOP;
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('scope', scope, 'counter', counter, 'rule', rule, 'window', span,
      'max', most, 'amount', amount) || CASE WHEN pin IS NULL THEN '{}' ELSE jsonb_build_object('pinned', pin) END
      ORDER BY place), '[]')
    FROM (
      SELECT scope, counter, min(rule) AS rule, span, min(most) AS most, min(pin) AS pin, sum(amount) AS amount,
        min(place) AS place
      FROM (
        SELECT u->>'scope' AS scope, u->>'counter' AS counter, u->>'rule' AS rule, (u->>'window')::bigint AS span,
          (u->>'max')::bigint AS most, NULL::bigint AS pin, (u->>'amount')::numeric AS amount, o AS place
        FROM jsonb_array_elements(uses) WITH ORDINALITY a (u, o)
        UNION ALL
        SELECT p.scope, p.rule, p.rule, p.span, p.max, p.max,
          CASE WHEN EXISTS (SELECT FROM jsonb_array_elements(uses) u WHERE u->>'scope' = p.scope AND u->>'counter' = p.rule
            AND (u->>'window')::bigint = p.span AND (u->>'amount')::numeric >= 1) THEN 0 ELSE 1 END, 1000
        FROM tt.pins p WHERE p.grant_name = g AND named_tool IS NOT NULL AND p.tool IN (named_tool, '*') AND p.max IS NOT NULL) every
      GROUP BY scope, counter, span) merged);
END $$;

-- Of the uses that count those that are pinned, as they are pinned.
CREATE OR REPLACE FUNCTION tt.pinned(uses jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(u || jsonb_build_object('max', u->'pinned') ORDER BY o), '[]')
  FROM jsonb_array_elements(uses) WITH ORDINALITY a (u, o) WHERE u->>'pinned' IS NOT NULL $$;

-- The first use that does not fit, with the seconds until it may; null if all fit. Never: retry_after is null.
CREATE OR REPLACE FUNCTION tt.exceeded(g text, uses jsonb, clock bigint) RETURNS jsonb LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT u || jsonb_build_object('retry_after', CASE WHEN amount <= most THEN
      greatest(1, CASE WHEN c.start + span > clock THEN c.start ELSE clock - clock % span END + span - tt.now()) END)
  FROM (SELECT u, o, tt.key(g, u) AS key, (u->>'window')::bigint AS span, (u->>'max')::numeric AS most,
    (u->>'amount')::numeric AS amount FROM jsonb_array_elements(uses) WITH ORDINALITY a (u, o)) x
  LEFT JOIN tt.counters c USING (key, span)
  WHERE amount = 9223372036854775807 OR amount + CASE WHEN c.start + span > clock THEN c.used ELSE 0 END > most
  ORDER BY o LIMIT 1 $$;

-- Counts uses, whether or not they fit.
CREATE OR REPLACE FUNCTION tt.count(g text, uses jsonb, clock bigint) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO tt.counters AS c
    SELECT tt.key(g, u), (u->>'window')::bigint, clock - clock % (u->>'window')::bigint, sum((u->>'amount')::bigint)
    FROM jsonb_array_elements(uses) u GROUP BY 1, 2, 3
  ON CONFLICT (key, span) DO UPDATE SET
    used = CASE WHEN c.start + c.span > clock THEN c.used ELSE 0 END + excluded.used,
    start = CASE WHEN c.start + c.span > clock THEN c.start ELSE excluded.start END $$;

-- The seconds until a service may be called again; null if it may be called now.
CREATE OR REPLACE FUNCTION tt.pause_remaining(g text, s text, clock bigint) RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT greatest(1, ends - tt.now()) FROM tt.pauses WHERE grant_name = g AND service = s AND ends > clock $$;
CREATE OR REPLACE FUNCTION tt.begin_pause(g text, s text, seconds bigint, clock bigint) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO tt.pauses AS p VALUES (g, s, clock + greatest(1, least(seconds, 86400)))
  ON CONFLICT (grant_name, service) DO UPDATE SET ends = greatest(p.ends, excluded.ends) $$;

-- What a claim asks to be approved; the same question has the same digest.
CREATE OR REPLACE FUNCTION tt.digest(claim jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(convert_to(jsonb_build_array(claim->'grant', claim->'tool', claim->'policy',
    coalesce(claim#>>'{request,account}', ''), claim#>'{request,arguments}')::text, 'UTF8')) $$;

CREATE OR REPLACE FUNCTION tt.new_approval(
  claim jsonb, i text, state text, answered_by text, clock bigint
) RETURNS tt.approvals LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT ROW(coalesce(i, substr(replace(gen_random_uuid()::text, '-', ''), 1, 8)), state, claim->>'grant', claim->>'tool',
    claim#>>'{request,arguments}', claim#>>'{request,account}', claim->>'policy', claim#>>'{request,rule}',
    claim#>>'{request,message}', tt.digest(claim), session_user::text, answered_by,
    clock + least(greatest((claim#>>'{request,lifetime}')::bigint, 1), 2592000))::tt.approvals $$;

-- Stores what a claim asks for, unless it is open already, and records the call; the approval is null if the grant has
-- a hundred open ones or the arguments are too long to be read. is_refused: a person was asked and said no.
CREATE OR REPLACE FUNCTION tt.enqueue(h INOUT tt.head, claim jsonb, is_refused bool, OUT a tt.approvals)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE g text := claim->>'grant'; known tt.approvals;
BEGIN
  DELETE FROM tt.approvals WHERE grant_name = g AND ends <= h.clock;
  SELECT * INTO known FROM tt.approvals WHERE digest = tt.digest(claim);
  IF known.id IS NOT NULL AND (known.state = 'denied' OR NOT is_refused) THEN
    a := known;
  ELSIF octet_length(claim#>>'{request,arguments}') <= 16384
    AND (known.id IS NOT NULL OR (SELECT count(*) FROM tt.approvals WHERE grant_name = g) < 100) THEN
    a := tt.new_approval(claim, known.id, CASE WHEN is_refused THEN 'denied' ELSE 'pending' END,
      CASE WHEN is_refused THEN session_user::text END, h.clock);
    DELETE FROM tt.approvals WHERE digest = a.digest;
    INSERT INTO tt.approvals SELECT a.*;
  END IF;
  IF is_refused THEN h := tt.append(h, tt.entry(claim, 'approval', 'no', claim#>>'{request,rule}', a.id)); END IF;
  h := tt.append(h, tt.entry(claim, 'call', 'approval', claim#>>'{request,rule}', a.id));
END $$;

CREATE OR REPLACE FUNCTION tt.approval_json(a tt.approvals) RETURNS jsonb LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'state', a.state, 'grant', a.grant_name, 'tool', a.tool,
    'arguments', a.arguments, 'account', a.account, 'policy', a.policy, 'rule', a.rule, 'message', a.message,
    'asked_by', a.asked_by, 'expires_in', a.ends - tt.now()) END $$;

-- True if the log has the record that a client was last told of; a client that names none was told of none.
CREATE OR REPLACE FUNCTION tt.has_record(witness jsonb) RETURNS bool LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT witness->>'seq' IS NULL OR EXISTS (SELECT FROM tt.log
    WHERE seq = (witness->>'seq')::bigint AND right(line, 66) = (witness->>'hash') || '"}') $$;
CREATE OR REPLACE FUNCTION tt.told(h tt.head, witness jsonb) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN tt.has_record(witness) THEN jsonb_build_object('seq', h.seq, 'hash', h.hash) ELSE '{}' END::text $$;
CREATE OR REPLACE FUNCTION tt.check_witness(witness jsonb) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF tt.has_record(witness) IS NOT true THEN RAISE EXCEPTION 'record %', witness->>'seq' USING ERRCODE = 'TT004'; END IF;
END $$;

-- Checks a claim and what is pinned for its grant, and gives it with its uses merged with the pinned ones.
CREATE OR REPLACE FUNCTION tt.check_claim(claim jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE g text := claim->>'grant'; t text := claim->>'tool'; pinned text;
BEGIN
  PERFORM tt.check_size(claim);
  PERFORM tt.require(claim->>'id' ~ '^[0-9a-f]{16,32}$', 'id');
  PERFORM tt.require(length(t) BETWEEN 1 AND 256 AND jsonb_typeof(claim->'keys') = 'array'
    AND jsonb_array_length(claim->'keys') <= 1000 AND claim->>'channel' IS NOT NULL AND claim->>'policy' IS NOT NULL
    AND length(claim->>'service') <= 1024 AND claim->>'response' IN ('approved', 'denied', 'unavailable')
    AND jsonb_typeof(claim->'enforced') = 'boolean', 'claim');
  PERFORM tt.require(claim->>'request' IS NULL OR (tt.is_object(claim#>>'{request,arguments}') AND claim#>>'{request,rule}' IS NOT NULL
    AND claim#>>'{request,message}' IS NOT NULL AND claim#>>'{request,lifetime}' ~ '^[0-9]{1,9}$'), 'request');
  PERFORM tt.check_witness(claim->'witness');
  SELECT policy INTO pinned FROM tt.grants WHERE name = g;
  IF pinned <> claim->>'policy' THEN
    RAISE EXCEPTION 'the store wants policy % for grant %; this machine has %', pinned, g, claim->>'policy' USING ERRCODE = 'TT002';
  END IF;
  IF claim->>'request' IS NULL AND EXISTS (
    SELECT FROM tt.pins WHERE grant_name = g AND tool IN (t, '*') AND max IS NULL) THEN
    RAISE EXCEPTION 'the store wants approval for % under grant %, but the policy of this machine does not', t, g USING ERRCODE = 'TT002';
  END IF;
  RETURN claim || jsonb_build_object('uses', tt.uses(g, t, claim->'uses'), 'bounds', tt.uses(g, NULL, claim->'bounds'));
END $$;

-- How the counters of uses stand, in the order of the uses.
CREATE OR REPLACE FUNCTION tt.counter_states(g text, uses jsonb, clock bigint) RETURNS jsonb LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'used', CASE WHEN c.start + span > clock THEN c.used ELSE 0 END,
    'resets_in', CASE WHEN c.start + span > clock THEN c.start ELSE clock - clock % span END + span - tt.now()) ORDER BY o), '[]')
  FROM (SELECT o, tt.key(g, u) AS key, (u->>'window')::bigint AS span FROM jsonb_array_elements(uses) WITH ORDINALITY a (u, o)) x
  LEFT JOIN tt.counters c USING (key, span) $$;
