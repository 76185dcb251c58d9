-- For whom the present transaction acts. The unit of work sets it with `set_config(..., true)`, so that it ends with
-- the transaction; without it there is nobody, and every policy below shows and lets write nothing.

CREATE FUNCTION coursewright.claimed_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('coursewright.person', true), '')::uuid
$$;

-- The cohorts that the claimed person teaches or runs, or the one whose course server asks.
CREATE FUNCTION coursewright.staffed_cohorts() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ARRAY(
    SELECT m.cohort_id FROM coursewright.cohort_members m
    WHERE m.user_id = coursewright.claimed_person() AND m.role IN ('instructor', 'admin')
    UNION
    SELECT c.id FROM coursewright.cohorts c
    WHERE c.slug = nullif(current_setting('coursewright.course', true), ''))
$$;

-- Those whose learning the claimed person may look at: herself, and the students of the cohorts that she staffs.
CREATE FUNCTION coursewright.people_in_sight() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT array_append(ARRAY(
    SELECT m.user_id FROM coursewright.cohort_members m
    WHERE m.role = 'student' AND m.cohort_id = ANY (coursewright.staffed_cohorts())),
    coursewright.claimed_person())
$$;

-- What an answer should have been, for who answered it.
CREATE FUNCTION coursewright.reveal_answer(asked uuid)
RETURNS TABLE (correct_answer text, explanation text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.correct_answer, a.explanation FROM coursewright.assessments a
  WHERE a.id = asked AND EXISTS (
    SELECT FROM coursewright.quiz_attempts t
    WHERE t.assessment_id = asked AND t.user_id = coursewright.claimed_person())
$$;

-- The solution and the flaws of an exercise, for who handed in an attempt at it.
CREATE FUNCTION coursewright.reveal_solution(tried uuid)
RETURNS TABLE (solution_code text, flaws jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.solution_code, e.flaws FROM coursewright.exercises e
  WHERE e.id = tried AND EXISTS (
    SELECT FROM coursewright.code_submissions s
    WHERE s.exercise_id = tried AND s.user_id = coursewright.claimed_person())
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA coursewright FROM PUBLIC, {service}, {worker};
GRANT EXECUTE ON FUNCTION coursewright.claimed_person(), coursewright.staffed_cohorts(),
  coursewright.people_in_sight(), coursewright.reveal_answer(uuid), coursewright.reveal_solution(uuid) TO {service};

-- Counters are kept with the owner's rights: who votes or follows needs none on what is counted.
ALTER FUNCTION coursewright.count_forum_vote() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION coursewright.count_forum_reply() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION coursewright.count_resource_vote() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION coursewright.mirror_relationship() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION coursewright.refuse_own_review() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION coursewright.refuse_hidden_recommendation()
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
