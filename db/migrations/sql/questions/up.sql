-- What a quiz says of a question beside its text: its key, how hard it is, and what is wrong with each choice.

ALTER TABLE coursewright.assessments
  ADD COLUMN question_key text,
  ADD COLUMN difficulty text,
  ADD COLUMN concepts jsonb DEFAULT '[]' NOT NULL,
  ADD COLUMN option_notes jsonb,
  ADD COLUMN marking jsonb,
  ADD CONSTRAINT uq_assessments_question_key UNIQUE (question_key),
  ADD CONSTRAINT ck_assessments_key_of_question
    CHECK (question_key IS NULL OR question_type <> 'coding-task'),
  ADD CONSTRAINT ck_assessments_difficulty CHECK (difficulty IN ('easy', 'medium', 'hard')),
  ADD CONSTRAINT ck_assessments_concepts CHECK (jsonb_typeof(concepts) = 'array'),
  ADD CONSTRAINT ck_assessments_option_notes
    CHECK (option_notes IS NULL OR (options IS NOT NULL AND jsonb_typeof(option_notes) = 'object')),
  ADD CONSTRAINT ck_assessments_marking CHECK (marking IS NULL OR jsonb_typeof(marking) = 'array');
