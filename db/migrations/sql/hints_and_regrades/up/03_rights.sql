-- Who reads and writes hints and requests, and on whose rows.

GRANT SELECT, INSERT, UPDATE, DELETE ON coursewright.hint_reveals, coursewright.regrade_requests TO {operator};
REVOKE SELECT (hints) ON coursewright.exercises FROM {service}, {worker};
GRANT SELECT ON coursewright.hint_reveals TO {service}, {worker};
GRANT SELECT, INSERT (id, submission_id, user_id, cohort_id, reason, asked_at),
  UPDATE (decision, answer, answered_at, answered_by) ON coursewright.regrade_requests TO {service};
GRANT SELECT (id, user_id, assessment_id, exercise_id, number, penalty, revealed_at) ON coursewright.hint_reveals
  TO {analyst};
GRANT SELECT (id, submission_id, user_id, cohort_id, asked_at, decision, answered_at)
  ON coursewright.regrade_requests TO {analyst};
GRANT SELECT (hint_penalty) ON coursewright.code_submissions TO {analyst};

DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY['hint_reveals', 'regrade_requests'] LOOP
    EXECUTE format('ALTER TABLE coursewright.%I ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY everybodys_rows ON coursewright.%I TO {worker}, {operator} '
                   'USING (true) WITH CHECK (true)', protected);
    EXECUTE format('CREATE POLICY everybodys_rows_to_read ON coursewright.%I FOR SELECT TO {analyst} '
                   'USING (true)', protected);
  END LOOP;
END $$;

CREATE POLICY rows_in_sight ON coursewright.hint_reveals FOR SELECT TO {service}
  USING (user_id = ANY ((SELECT coursewright.people_in_sight())::uuid[]));

-- One asks about an attempt of one's own; the staff of its cohort sees that and answers.
CREATE POLICY own_rows_to_add ON coursewright.regrade_requests FOR INSERT TO {service}
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()) AND EXISTS (
    SELECT FROM coursewright.code_submissions s
    WHERE s.id = submission_id AND s.user_id = regrade_requests.user_id
      AND s.cohort_id = regrade_requests.cohort_id));
CREATE POLICY rows_in_sight ON coursewright.regrade_requests FOR SELECT TO {service}
  USING (user_id = (SELECT coursewright.claimed_person())
    OR cohort_id = ANY ((SELECT coursewright.staffed_cohorts())::uuid[]));
CREATE POLICY staffed_rows_to_change ON coursewright.regrade_requests FOR UPDATE TO {service}
  USING (cohort_id = ANY ((SELECT coursewright.staffed_cohorts())::uuid[]));

-- What hints cost is written by the grader, like the grade.
DROP POLICY own_ungraded_rows_to_add ON coursewright.code_submissions;
CREATE POLICY own_ungraded_rows_to_add ON coursewright.code_submissions FOR INSERT TO {service}
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()) AND status = 'submitted'
    AND grading_state = 'queued' AND hint_penalty = 0
    AND num_nonnulls(grade, graded_at, graded_by, rubric_scores, test_results,
      instructor_feedback, execution_time_ms) = 0
    AND (cohort_id IS NULL OR EXISTS (
      SELECT FROM coursewright.cohort_members m
      WHERE m.cohort_id = code_submissions.cohort_id AND m.user_id = code_submissions.user_id)));
