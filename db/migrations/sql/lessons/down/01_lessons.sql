-- Back into the JSON of the module, and to the end of the order.

DROP POLICY everybodys_rows ON coursewright.notebooks;
DROP POLICY rows_to_add ON coursewright.notebooks;
DROP POLICY rows_in_sight ON coursewright.notebooks;
ALTER TABLE coursewright.notebooks DISABLE ROW LEVEL SECURITY;
DROP INDEX coursewright.idx_lessons_notebook, coursewright.idx_assessments_notebook,
  coursewright.idx_exercises_notebook, coursewright.idx_generated_modules_notebook,
  coursewright.idx_submissions_notebook, coursewright.idx_lessons_module, coursewright.idx_assessments_module;
GRANT UPDATE (content_json) ON coursewright.generated_modules TO {service};

DROP TRIGGER trg_refuse_work_in_anothers_course ON coursewright.user_progress;
DROP TRIGGER trg_refuse_work_in_anothers_course ON coursewright.code_submissions;
DROP TRIGGER trg_refuse_work_in_anothers_course ON coursewright.module_completions;
DROP TRIGGER trg_refuse_work_in_anothers_course ON coursewright.lesson_progress;
DROP FUNCTION coursewright.refuse_work_in_anothers_course();

UPDATE coursewright.generated_modules
  SET content_json = jsonb_set(content_json, '{lesson,notebook_sha256}',
    to_jsonb(encode(notebook_sha256, 'hex')))
  WHERE notebook_sha256 IS NOT NULL AND content_json ? 'lesson';
UPDATE coursewright.generated_modules m
  SET content_json = jsonb_set(m.content_json, '{lesson_progress}',
    jsonb_build_object('opened_at', p.opened_at, 'completed_at', p.completed_at))
  FROM coursewright.lesson_progress p WHERE p.generated_module_id = m.id;
DELETE FROM coursewright.lesson_progress WHERE generated_module_id IS NOT NULL;
ALTER TABLE coursewright.generated_modules DROP COLUMN notebook_sha256;
ALTER TABLE coursewright.lesson_progress
  DROP COLUMN id, DROP COLUMN generated_module_id, ALTER COLUMN lesson_id SET NOT NULL,
  ADD CONSTRAINT pk_lesson_progress PRIMARY KEY (user_id, lesson_id);
DROP INDEX coursewright.uq_lesson_progress_cat;

ALTER TABLE coursewright.lessons DROP CONSTRAINT ex_lessons_place;
ALTER TABLE coursewright.assessments DROP CONSTRAINT ex_assessments_place;
UPDATE coursewright.lessons l SET order_index = behind.place
  FROM (SELECT id, 9999 + row_number() OVER (PARTITION BY module_id ORDER BY order_index, id) AS place
        FROM coursewright.lessons WHERE retired_at IS NOT NULL) behind
  WHERE behind.id = l.id;
UPDATE coursewright.assessments a SET order_index = behind.place
  FROM (SELECT id, 9999 + row_number() OVER (PARTITION BY module_id ORDER BY order_index, id) AS place
        FROM coursewright.assessments WHERE retired_at IS NOT NULL) behind
  WHERE behind.id = a.id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE coursewright.lessons DROP COLUMN retired_at,
  ADD CONSTRAINT uq_lessons_module_id_order_index UNIQUE (module_id, order_index) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE coursewright.assessments
  ADD CONSTRAINT uq_assessments_module_id_order_index UNIQUE (module_id, order_index)
    DEFERRABLE INITIALLY DEFERRED;
