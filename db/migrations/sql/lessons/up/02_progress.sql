-- The lesson of a generated module has its notebook and its progress in columns and rows, like every other lesson.

ALTER TABLE coursewright.generated_modules
  ADD COLUMN notebook_sha256 bytea,
  ADD CONSTRAINT fk_generated_modules_notebook_sha256 FOREIGN KEY (notebook_sha256)
    REFERENCES coursewright.notebooks (sha256) ON DELETE RESTRICT;

ALTER TABLE coursewright.lesson_progress
  DROP CONSTRAINT pk_lesson_progress,
  ALTER COLUMN lesson_id DROP NOT NULL,
  ADD COLUMN id uuid DEFAULT gen_random_uuid() NOT NULL,
  ADD COLUMN generated_module_id uuid,
  ADD CONSTRAINT pk_lesson_progress PRIMARY KEY (id),
  ADD CONSTRAINT ck_lesson_progress_one_lesson CHECK (num_nonnulls(lesson_id, generated_module_id) = 1),
  ADD CONSTRAINT fk_lesson_progress_generated_module_id FOREIGN KEY (generated_module_id)
    REFERENCES coursewright.generated_modules (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX uq_lesson_progress_cat ON coursewright.lesson_progress (user_id, lesson_id)
  WHERE lesson_id IS NOT NULL;
CREATE UNIQUE INDEX uq_lesson_progress_gen ON coursewright.lesson_progress (user_id, generated_module_id)
  WHERE generated_module_id IS NOT NULL;
CREATE INDEX idx_lesson_progress_gen ON coursewright.lesson_progress (generated_module_id)
  WHERE generated_module_id IS NOT NULL;

INSERT INTO coursewright.lesson_progress (user_id, generated_module_id, opened_at, completed_at)
  SELECT c.user_id, m.id, p.opened_at, greatest(p.opened_at, p.completed_at)
  FROM coursewright.generated_modules m
  JOIN coursewright.generated_courses c ON c.id = m.course_id
  CROSS JOIN LATERAL (SELECT
    coalesce((m.content_json #>> '{lesson_progress,opened_at}')::timestamptz,
             (m.content_json #>> '{lesson_progress,completed_at}')::timestamptz, m.created_at) AS opened_at,
    (m.content_json #>> '{lesson_progress,completed_at}')::timestamptz AS completed_at) p
  WHERE m.content_json ? 'lesson_progress';
UPDATE coursewright.generated_modules
  SET notebook_sha256 = decode(content_json #>> '{lesson,notebook_sha256}', 'hex'),
    content_json = (content_json #- '{lesson,notebook_sha256}') - 'lesson_progress'
  WHERE content_json ? 'lesson_progress' OR content_json #> '{lesson,notebook_sha256}' IS NOT NULL;
