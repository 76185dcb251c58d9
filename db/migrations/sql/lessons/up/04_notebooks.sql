-- The bytes of a notebook may be read by who may read what points at it; a submission is private, a lesson is not.

CREATE INDEX idx_lessons_notebook ON coursewright.lessons (notebook_sha256);
CREATE INDEX idx_assessments_notebook ON coursewright.assessments (notebook_sha256)
  WHERE notebook_sha256 IS NOT NULL;
CREATE INDEX idx_exercises_notebook ON coursewright.exercises (notebook_sha256);
CREATE INDEX idx_generated_modules_notebook ON coursewright.generated_modules (notebook_sha256);
CREATE INDEX idx_submissions_notebook ON coursewright.code_submissions (notebook_sha256)
  WHERE notebook_sha256 IS NOT NULL;

ALTER TABLE coursewright.notebooks ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybodys_rows ON coursewright.notebooks TO {worker}, {operator} USING (true) WITH CHECK (true);
CREATE POLICY rows_to_add ON coursewright.notebooks FOR INSERT TO {service} WITH CHECK (true);
CREATE POLICY rows_in_sight ON coursewright.notebooks FOR SELECT TO {service} USING (
  EXISTS (SELECT FROM coursewright.lessons l WHERE l.notebook_sha256 = sha256)
  OR EXISTS (SELECT FROM coursewright.assessments a WHERE a.notebook_sha256 = sha256)
  OR EXISTS (SELECT FROM coursewright.exercises e WHERE e.notebook_sha256 = sha256)
  OR EXISTS (SELECT FROM coursewright.generated_modules m WHERE m.notebook_sha256 = sha256)
  OR EXISTS (SELECT FROM coursewright.code_submissions s WHERE s.notebook_sha256 = sha256));

REVOKE UPDATE (content_json) ON coursewright.generated_modules FROM {service};
