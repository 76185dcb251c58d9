-- Hints of coding tasks, who has seen which and what that costs. A hint's text leaves the database only through
-- `reveal_hint`, which writes the row in the same step.

ALTER TABLE coursewright.assessments
  ADD COLUMN hints jsonb DEFAULT '[]' NOT NULL,
  ADD CONSTRAINT ck_assessments_hints CHECK (jsonb_typeof(hints) = 'array');
ALTER TABLE coursewright.code_submissions
  ADD COLUMN hint_penalty numeric(7,2) DEFAULT 0 NOT NULL,
  ADD CONSTRAINT ck_code_submissions_hint_penalty CHECK (hint_penalty >= 0);
ALTER TABLE coursewright.rubric_items ADD COLUMN answer text;

CREATE TABLE coursewright.hint_reveals (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  assessment_id uuid,
  exercise_id uuid,
  number integer NOT NULL,
  penalty integer NOT NULL,
  hint text NOT NULL,
  revealed_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_hint_reveals PRIMARY KEY (id),
  CONSTRAINT ck_hint_reveals_one_task CHECK (num_nonnulls(assessment_id, exercise_id) = 1),
  CONSTRAINT ck_hint_reveals_number CHECK (number > 0),
  CONSTRAINT ck_hint_reveals_penalty CHECK (penalty BETWEEN 0 AND 100),
  CONSTRAINT uq_hint_reveals_once UNIQUE NULLS NOT DISTINCT (user_id, assessment_id, exercise_id, number),
  CONSTRAINT fk_hint_reveals_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_hint_reveals_assessment_id FOREIGN KEY (assessment_id)
    REFERENCES coursewright.assessments (id) ON DELETE CASCADE,
  CONSTRAINT fk_hint_reveals_exercise_id FOREIGN KEY (exercise_id)
    REFERENCES coursewright.exercises (id) ON DELETE CASCADE
);
CREATE INDEX idx_hint_reveals_assessment ON coursewright.hint_reveals (assessment_id)
  WHERE assessment_id IS NOT NULL;
CREATE INDEX idx_hint_reveals_exercise ON coursewright.hint_reveals (exercise_id)
  WHERE exercise_id IS NOT NULL;

-- Every hint of a task as the claimed person may know it: what each costs, and the text of those she has revealed.
-- What she paid for stays hers, with its price, whatever becomes of the task.
CREATE FUNCTION coursewright.hints_of(task uuid)
RETURNS TABLE (number integer, penalty integer, hint text, revealed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(shown.number, each.number::integer),
    coalesce(shown.penalty, (each.hint ->> 'penalty')::integer, 0), shown.hint, shown.revealed_at
  FROM (
    SELECT a.hints FROM coursewright.assessments a WHERE a.id = task
    UNION ALL SELECT e.hints FROM coursewright.exercises e WHERE e.id = task
  ) AS told CROSS JOIN LATERAL jsonb_array_elements(told.hints) WITH ORDINALITY AS each (hint, number)
  FULL JOIN (
    SELECT r.number, r.penalty, r.hint, r.revealed_at FROM coursewright.hint_reveals r
    WHERE r.user_id = coursewright.claimed_person() AND coalesce(r.assessment_id, r.exercise_id) = task
  ) AS shown ON shown.number = each.number
  ORDER BY 1
$$;

-- Shows the claimed person one hint of a task, once, and none before the one in front of it. An exercise must be
-- her own; its standing keeps the numbers of the hints that she has seen.
CREATE FUNCTION coursewright.reveal_hint(task uuid, wanted integer, at_time timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO coursewright.hint_reveals
    (user_id, assessment_id, exercise_id, number, penalty, hint, revealed_at)
  SELECT coursewright.claimed_person(), told.assessment_id, told.exercise_id, wanted,
    coalesce((told.hints -> (wanted - 1) ->> 'penalty')::integer, 0), told.hints -> (wanted - 1) ->> 'text', at_time
  FROM (
    SELECT a.id AS assessment_id, NULL::uuid AS exercise_id, a.hints
    FROM coursewright.assessments a WHERE a.id = task
    UNION ALL
    SELECT NULL, e.id, e.hints FROM coursewright.exercises e
    JOIN coursewright.generated_modules m ON m.id = e.module_id
    JOIN coursewright.generated_courses c ON c.id = m.course_id
    WHERE e.id = task AND c.user_id = coursewright.claimed_person()
  ) AS told
  WHERE coursewright.claimed_person() IS NOT NULL AND wanted BETWEEN 1 AND jsonb_array_length(told.hints)
    AND (wanted = 1 OR EXISTS (
      SELECT FROM coursewright.hint_reveals r
      WHERE r.user_id = coursewright.claimed_person() AND r.number = wanted - 1
        AND coalesce(r.assessment_id, r.exercise_id) = task))
  ON CONFLICT DO NOTHING;
  INSERT INTO coursewright.user_progress (user_id, exercise_id, status, attempts, hints_revealed)
  SELECT r.user_id, r.exercise_id, 'pending', 0, jsonb_agg(r.number ORDER BY r.number)
  FROM coursewright.hint_reveals r
  WHERE r.user_id = coursewright.claimed_person() AND r.exercise_id = task
  GROUP BY r.user_id, r.exercise_id
  ON CONFLICT (user_id, exercise_id) WHERE exercise_id IS NOT NULL
    DO UPDATE SET hints_revealed = EXCLUDED.hints_revealed;
$$;
REVOKE ALL ON FUNCTION coursewright.hints_of(uuid), coursewright.reveal_hint(uuid, integer, timestamptz)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION coursewright.hints_of(uuid), coursewright.reveal_hint(uuid, integer, timestamptz)
  TO {service};
