-- A person answers and reviews for herself; who teaches her decides on her short answers.

GRANT UPDATE (user_answer, attempted_at, comment, decided_by, decided_at) ON coursewright.quiz_attempts
  TO {service};
GRANT UPDATE (assessment_id) ON coursewright.review_cards TO {service};
GRANT SELECT, INSERT, UPDATE (assessment_id, state, step, stability, difficulty, due_at, last_review_at)
  ON coursewright.review_cards TO {worker};
GRANT SELECT, INSERT, UPDATE (is_correct) ON coursewright.review_answers TO {service};
GRANT SELECT, INSERT, UPDATE, DELETE ON coursewright.review_answers TO {operator};
GRANT SELECT (decided_at) ON coursewright.quiz_attempts TO {analyst};
GRANT SELECT (concept) ON coursewright.review_cards TO {analyst};
GRANT SELECT (id, user_id, assessment_id, is_correct, answered_at, time_spent_seconds)
  ON coursewright.review_answers TO {analyst};

ALTER TABLE coursewright.review_answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybodys_rows ON coursewright.review_answers TO {worker}, {operator}
  USING (true) WITH CHECK (true);
CREATE POLICY everybodys_rows_to_read ON coursewright.review_answers FOR SELECT TO {analyst} USING (true);
CREATE POLICY own_rows ON coursewright.review_answers TO {service}
  USING (user_id = (SELECT coursewright.claimed_person()));
CREATE POLICY taught_rows_to_change ON coursewright.quiz_attempts FOR UPDATE TO {service}
  USING (user_id = ANY ((SELECT coursewright.people_in_sight())::uuid[])
    AND EXISTS (SELECT FROM coursewright.quiz_sessions s
      WHERE s.id = session_id AND s.submitted_at IS NOT NULL));
