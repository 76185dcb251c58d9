-- What was mended in an attempt's notebook before it was graded, and what kept the run apart.

ALTER TABLE coursewright.code_submissions
  ADD COLUMN integrity jsonb,
  ADD COLUMN sandbox text,
  ADD CONSTRAINT ck_code_submissions_integrity
    CHECK (integrity IS NULL OR jsonb_typeof(integrity) = 'array');
