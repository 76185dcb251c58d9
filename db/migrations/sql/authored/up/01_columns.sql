-- What authors say beside the text: a lesson's concepts, why to read on, and which short answers need no person.

ALTER TABLE coursewright.lessons
  ADD COLUMN concepts jsonb DEFAULT '[]' NOT NULL,
  ADD CONSTRAINT ck_lessons_concepts CHECK (jsonb_typeof(concepts) = 'array');
ALTER TABLE coursewright.learning_resources
  ADD COLUMN description character varying(300);
ALTER TABLE coursewright.assessments
  ADD COLUMN accepts jsonb,
  ADD COLUMN number double precision,
  ADD COLUMN tolerance double precision DEFAULT 0 NOT NULL,
  ADD CONSTRAINT ck_assessments_accepts CHECK (accepts IS NULL OR jsonb_typeof(accepts) = 'array'),
  ADD CONSTRAINT ck_assessments_decidable
    CHECK ((accepts IS NULL AND number IS NULL) OR question_type = 'short-answer'),
  ADD CONSTRAINT ck_assessments_tolerance CHECK (tolerance >= 0);
