-- What a course is made from is kept with the course, since a learner may have several, one at a time.

CREATE TABLE coursewright.course_requests (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  idempotency_key uuid NOT NULL,
  meta_category character varying(50) NOT NULL,
  archetype character varying(50) NOT NULL,
  domain character varying(100) NOT NULL,
  words jsonb NOT NULL,
  tool text NOT NULL,
  starting_module integer DEFAULT 1 NOT NULL,
  state text DEFAULT 'queued' NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  total integer DEFAULT 0 NOT NULL,
  error text,
  created_at timestamptz DEFAULT now() NOT NULL,
  finished_at timestamptz,
  CONSTRAINT pk_course_requests PRIMARY KEY (id),
  CONSTRAINT fk_course_requests_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT uq_course_requests_user_id_idempotency_key UNIQUE (user_id, idempotency_key),
  CONSTRAINT ck_course_requests_tool CHECK (tool IN ('intuition', 'spreadsheets', 'scripts')),
  CONSTRAINT ck_course_requests_state
    CHECK (state IN ('queued', 'making', 'ready', 'failed', 'cancelled')),
  CONSTRAINT ck_course_requests_words CHECK (jsonb_typeof(words) = 'object'),
  CONSTRAINT ck_course_requests_starting_module CHECK (starting_module >= 1),
  CONSTRAINT ck_course_requests_progress CHECK (done BETWEEN 0 AND total),
  CONSTRAINT ck_course_requests_failed CHECK ((state = 'failed') = (error IS NOT NULL)),
  CONSTRAINT ck_course_requests_finished
    CHECK ((state IN ('queued', 'making')) = (finished_at IS NULL))
);
CREATE UNIQUE INDEX uq_course_requests_open ON coursewright.course_requests (user_id)
  WHERE state IN ('queued', 'making');

-- Modules before the one that she begins with are open to her and asked of her by nobody.
ALTER TABLE coursewright.generated_modules
  ADD COLUMN is_optional boolean DEFAULT false NOT NULL,
  ADD CONSTRAINT ck_generated_modules_locked_or_optional CHECK (NOT (is_locked AND is_optional));

-- The answers behind a course become those that its learner stands for; no worker needs to see anybody's.
CREATE FUNCTION coursewright.take_answers(request uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH said AS (
    SELECT r.user_id, r.meta_category, r.archetype, r.domain, r.words
    FROM coursewright.course_requests r WHERE r.id = request
  ), stands AS (
    INSERT INTO coursewright.user_archetypes (user_id, meta_category, archetype, domain)
    SELECT s.user_id, s.meta_category, s.archetype, s.domain FROM said s
    ON CONFLICT (user_id) DO UPDATE SET meta_category = excluded.meta_category,
      archetype = excluded.archetype, domain = excluded.domain
    RETURNING id, user_id
  ), dropped AS (
    DELETE FROM coursewright.user_variables v USING said s
    WHERE v.user_id = s.user_id AND NOT s.words ? v.variable_key
  )
  INSERT INTO coursewright.user_variables (user_id, variable_key, variable_value, archetype_id)
  SELECT a.user_id, w.key, w.value, a.id
  FROM stands a CROSS JOIN said s CROSS JOIN LATERAL jsonb_each_text(s.words) w
  ON CONFLICT (user_id, variable_key) DO UPDATE SET variable_value = excluded.variable_value,
    archetype_id = excluded.archetype_id
$$;
