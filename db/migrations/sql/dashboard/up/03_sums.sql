-- What is stored of a finished module, and of an exercise from its first attempt on, tells the time spent until then.
-- Who stores it may be a worker, which sees nobody's days.

CREATE FUNCTION coursewright.sum_study_time() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'module_completions' THEN
    NEW.time_spent_minutes := (
      SELECT sum(t.minutes) FROM coursewright.study_time t
      LEFT JOIN coursewright.lessons l ON l.id = t.lesson_id
      LEFT JOIN coursewright.assessments a ON a.id = t.assessment_id
      LEFT JOIN coursewright.exercises e ON e.id = t.exercise_id
      WHERE t.user_id = NEW.user_id AND (NEW.module_id IN (l.module_id, a.module_id)
        OR NEW.generated_module_id IN (t.generated_module_id, e.module_id)));
  ELSE
    NEW.time_spent_minutes := (
      SELECT sum(t.minutes) FROM coursewright.study_time t
      WHERE t.user_id = NEW.user_id AND t.exercise_id = NEW.exercise_id);
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION coursewright.sum_study_time() FROM PUBLIC;

CREATE TRIGGER trg_sum_study_time BEFORE INSERT ON coursewright.module_completions
  FOR EACH ROW WHEN (NEW.time_spent_minutes IS NULL) EXECUTE FUNCTION coursewright.sum_study_time();
CREATE TRIGGER trg_sum_study_time BEFORE INSERT ON coursewright.user_progress
  FOR EACH ROW WHEN (NEW.exercise_id IS NOT NULL AND NEW.time_spent_minutes IS NULL)
  EXECUTE FUNCTION coursewright.sum_study_time();
