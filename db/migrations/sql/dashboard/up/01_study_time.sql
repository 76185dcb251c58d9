-- The minutes that a learner was at work, by item and by her own day. A minute counts once, whatever she works at.

CREATE TABLE coursewright.study_time (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  day date NOT NULL,
  lesson_id uuid,
  generated_module_id uuid,
  assessment_id uuid,
  exercise_id uuid,
  minutes integer DEFAULT 1 NOT NULL,
  counted_at timestamptz NOT NULL,
  CONSTRAINT pk_study_time PRIMARY KEY (id),
  CONSTRAINT fk_study_time_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_study_time_lesson_id FOREIGN KEY (lesson_id)
    REFERENCES coursewright.lessons (id) ON DELETE CASCADE,
  CONSTRAINT fk_study_time_generated_module_id FOREIGN KEY (generated_module_id)
    REFERENCES coursewright.generated_modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_study_time_assessment_id FOREIGN KEY (assessment_id)
    REFERENCES coursewright.assessments (id) ON DELETE CASCADE,
  CONSTRAINT fk_study_time_exercise_id FOREIGN KEY (exercise_id)
    REFERENCES coursewright.exercises (id) ON DELETE CASCADE,
  CONSTRAINT ck_study_time_minutes CHECK (minutes BETWEEN 1 AND 1440),
  CONSTRAINT ck_study_time_one_item
    CHECK (num_nonnulls(lesson_id, generated_module_id, assessment_id, exercise_id) = 1)
);
CREATE UNIQUE INDEX uq_study_time_item ON coursewright.study_time
  (user_id, day, lesson_id, generated_module_id, assessment_id, exercise_id) NULLS NOT DISTINCT;
CREATE INDEX idx_study_time_counted ON coursewright.study_time (user_id, counted_at);
CREATE INDEX idx_study_time_lesson ON coursewright.study_time (lesson_id) WHERE lesson_id IS NOT NULL;
CREATE INDEX idx_study_time_gen ON coursewright.study_time (generated_module_id)
  WHERE generated_module_id IS NOT NULL;
CREATE INDEX idx_study_time_assessment ON coursewright.study_time (assessment_id) WHERE assessment_id IS NOT NULL;
CREATE INDEX idx_study_time_exercise ON coursewright.study_time (exercise_id) WHERE exercise_id IS NOT NULL;

CREATE TRIGGER trg_refuse_study_of_anothers_module
  BEFORE INSERT OR UPDATE OF user_id, generated_module_id ON coursewright.study_time
  FOR EACH ROW WHEN (NEW.generated_module_id IS NOT NULL)
  EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('module');
CREATE TRIGGER trg_refuse_study_of_anothers_exercise
  BEFORE INSERT OR UPDATE OF user_id, exercise_id ON coursewright.study_time
  FOR EACH ROW WHEN (NEW.exercise_id IS NOT NULL)
  EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('exercise');

GRANT SELECT, INSERT, UPDATE, DELETE ON coursewright.study_time TO {operator};
GRANT SELECT,
  INSERT (user_id, day, lesson_id, generated_module_id, assessment_id, exercise_id, minutes, counted_at),
  UPDATE (minutes, counted_at) ON coursewright.study_time TO {service};

-- When somebody works is nobody else's business, her teachers' neither.
ALTER TABLE coursewright.study_time ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybodys_rows ON coursewright.study_time TO {operator} USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON coursewright.study_time TO {service}
  USING (user_id = (SELECT coursewright.claimed_person()))
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()));
