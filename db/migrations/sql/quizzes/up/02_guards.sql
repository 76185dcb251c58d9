-- An answer changes only while its sitting is open, its points are summed up, and keys are told afterwards only.

CREATE FUNCTION coursewright.refuse_late_answer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- The lock makes a submission that is under way wait for this answer, or this answer see it.
  PERFORM FROM coursewright.quiz_sessions s
    WHERE s.id = NEW.session_id AND s.submitted_at IS NULL FOR SHARE;
  IF NOT FOUND AND NEW.user_answer IS DISTINCT FROM OLD.user_answer THEN
    RAISE EXCEPTION 'the sitting was submitted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trg_refuse_late_answer BEFORE UPDATE OF user_answer ON coursewright.quiz_attempts
  FOR EACH ROW EXECUTE FUNCTION coursewright.refuse_late_answer();

CREATE FUNCTION coursewright.sum_quiz_points() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE coursewright.quiz_sessions s
    SET points_earned = (SELECT coalesce(sum(t.points_earned), 0) FROM coursewright.quiz_attempts t
                         WHERE t.session_id = s.id)
    WHERE s.id = NEW.session_id AND s.submitted_at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER trg_sum_quiz_points AFTER UPDATE OF points_earned ON coursewright.quiz_attempts
  FOR EACH ROW WHEN (NEW.points_earned IS DISTINCT FROM OLD.points_earned)
  EXECUTE FUNCTION coursewright.sum_quiz_points();

-- What the answers to these questions should have been: for who submitted a sitting with them, and short
-- answers also for who marks them.
DROP FUNCTION coursewright.reveal_answer(uuid);
CREATE FUNCTION coursewright.reveal_answers(asked uuid[])
RETURNS TABLE (assessment_id uuid, correct_answer text, explanation text, option_notes jsonb, marking jsonb,
               accepts jsonb, number double precision, tolerance double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.id, a.correct_answer, a.explanation, a.option_notes, a.marking, a.accepts, a.number, a.tolerance
  FROM coursewright.assessments a
  WHERE a.id = ANY (asked) AND EXISTS (
    SELECT FROM coursewright.quiz_attempts t
    JOIN coursewright.quiz_sessions s ON s.id = t.session_id AND s.submitted_at IS NOT NULL
    WHERE t.assessment_id = a.id
      AND (t.user_id = coursewright.claimed_person()
        OR (a.question_type = 'short-answer'
          AND t.user_id = ANY ((SELECT coursewright.people_in_sight())::uuid[]))))
$$;

REVOKE ALL ON FUNCTION coursewright.refuse_late_answer(), coursewright.sum_quiz_points(),
  coursewright.reveal_answers(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION coursewright.reveal_answers(uuid[]) TO {service};
