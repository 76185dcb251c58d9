-- Work on a generated course belongs to its owner: others take the course by making one of their own from it.

CREATE FUNCTION coursewright.refuse_work_in_anothers_course() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  owner uuid;
BEGIN
  IF TG_ARGV[0] = 'exercise' THEN
    SELECT c.user_id INTO owner FROM coursewright.exercises e
    JOIN coursewright.generated_modules m ON m.id = e.module_id
    JOIN coursewright.generated_courses c ON c.id = m.course_id WHERE e.id = NEW.exercise_id;
  ELSE
    SELECT c.user_id INTO owner FROM coursewright.generated_modules m
    JOIN coursewright.generated_courses c ON c.id = m.course_id WHERE m.id = NEW.generated_module_id;
  END IF;
  IF owner <> NEW.user_id THEN
    RAISE EXCEPTION 'the generated course is somebody else''s' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION coursewright.refuse_work_in_anothers_course() FROM PUBLIC;

CREATE TRIGGER trg_refuse_work_in_anothers_course
  BEFORE INSERT OR UPDATE OF user_id, exercise_id ON coursewright.user_progress
  FOR EACH ROW WHEN (NEW.exercise_id IS NOT NULL)
  EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('exercise');
CREATE TRIGGER trg_refuse_work_in_anothers_course
  BEFORE INSERT OR UPDATE OF user_id, exercise_id ON coursewright.code_submissions
  FOR EACH ROW WHEN (NEW.exercise_id IS NOT NULL)
  EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('exercise');
CREATE TRIGGER trg_refuse_work_in_anothers_course
  BEFORE INSERT OR UPDATE OF user_id, generated_module_id ON coursewright.module_completions
  FOR EACH ROW WHEN (NEW.generated_module_id IS NOT NULL)
  EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('module');
CREATE TRIGGER trg_refuse_work_in_anothers_course
  BEFORE INSERT OR UPDATE OF user_id, generated_module_id ON coursewright.lesson_progress
  FOR EACH ROW WHEN (NEW.generated_module_id IS NOT NULL)
  EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('module');
