-- The service takes requests and gives them up; a worker makes courses, and still reads no solution.

GRANT SELECT, INSERT, UPDATE, DELETE ON coursewright.course_requests TO {operator};
GRANT SELECT,
  INSERT (id, user_id, idempotency_key, meta_category, archetype, domain, words, tool, starting_module),
  UPDATE (state, error, finished_at) ON coursewright.course_requests TO {service};
GRANT SELECT, UPDATE (state, done, total, error, finished_at) ON coursewright.course_requests TO {worker};
GRANT SELECT (id, user_id, meta_category, archetype, tool, starting_module, state, created_at, finished_at)
  ON coursewright.course_requests TO {analyst};
GRANT SELECT (is_optional) ON coursewright.generated_modules TO {analyst};

GRANT INSERT ON coursewright.generated_courses, coursewright.generated_modules, coursewright.exercises,
  coursewright.course_tags TO {worker};
REVOKE ALL ON FUNCTION coursewright.take_answers(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION coursewright.take_answers(uuid) TO {worker}, {operator};

ALTER TABLE coursewright.course_requests ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybodys_rows ON coursewright.course_requests TO {worker}, {operator}
  USING (true) WITH CHECK (true);
CREATE POLICY everybodys_rows_to_read ON coursewright.course_requests FOR SELECT TO {analyst} USING (true);
CREATE POLICY own_rows_to_read ON coursewright.course_requests FOR SELECT TO {service}
  USING (user_id = (SELECT coursewright.claimed_person()));
CREATE POLICY own_rows_to_add ON coursewright.course_requests FOR INSERT TO {service}
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()) AND state = 'queued');
CREATE POLICY own_rows_to_give_up ON coursewright.course_requests FOR UPDATE TO {service}
  USING (user_id = (SELECT coursewright.claimed_person()) AND state <> 'ready')
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()) AND state = 'cancelled');
