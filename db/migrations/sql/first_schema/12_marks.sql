-- Called by triggers on a gradebook's `grade` and `comment` tables, with the cohort's slug as the argument:
-- whoever writes a grade leaves a mark, and a worker that listens reads the gradebook again.
-- It runs with the owner's rights, so that a course server needs none on our tables, and never fails the write.

CREATE FUNCTION coursewright.mark_gradebook() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  changed text := CASE TG_OP WHEN 'DELETE' THEN OLD.notebook_id ELSE NEW.notebook_id END;
  student text;
  assignment text;
BEGIN
  EXECUTE format(
    'SELECT sa.student_id, a.name FROM %1$I.submitted_notebook sn '
    'JOIN %1$I.submitted_assignment sa ON sa.id = sn.assignment_id '
    'JOIN %1$I.assignment a ON a.id = sa.assignment_id WHERE sn.id = $1', TG_TABLE_SCHEMA)
    INTO student, assignment USING changed;
  IF student IS NULL OR assignment IS NULL THEN
    RETURN NULL;  -- its parents are gone: there is nothing left to read
  END IF;
  INSERT INTO coursewright.gradebook_marks (cohort_id, assignment_name, student_name, marked_at)
    SELECT c.id, assignment, student, clock_timestamp() FROM coursewright.cohorts c WHERE c.slug = TG_ARGV[0]
    ON CONFLICT (cohort_id, assignment_name, student_name) DO UPDATE SET marked_at = excluded.marked_at;
  IF FOUND THEN
    PERFORM pg_notify('coursewright_marks', json_build_object(
      'cohort', TG_ARGV[0], 'assignment', assignment, 'student', student)::text);
  END IF;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'a change in the gradebook of % was not marked: %', TG_ARGV[0], SQLERRM;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION coursewright.mark_gradebook() FROM PUBLIC;
