DROP POLICY own_ungraded_rows_to_add ON coursewright.code_submissions;
CREATE POLICY own_ungraded_rows_to_add ON coursewright.code_submissions FOR INSERT TO {service}
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()) AND status = 'submitted'
    AND grading_state = 'queued' AND num_nonnulls(grade, graded_at, graded_by, rubric_scores, test_results,
      instructor_feedback, execution_time_ms) = 0
    AND (cohort_id IS NULL OR EXISTS (
      SELECT FROM coursewright.cohort_members m
      WHERE m.cohort_id = code_submissions.cohort_id AND m.user_id = code_submissions.user_id)));
GRANT SELECT (hints) ON coursewright.exercises TO {service}, {worker};
DROP TABLE coursewright.regrade_requests;
DROP FUNCTION coursewright.reveal_hint(uuid, integer, timestamptz), coursewright.hints_of(uuid);
DROP TABLE coursewright.hint_reveals;
ALTER TABLE coursewright.rubric_items DROP COLUMN answer;
ALTER TABLE coursewright.code_submissions DROP COLUMN hint_penalty;
ALTER TABLE coursewright.assessments DROP COLUMN hints;
