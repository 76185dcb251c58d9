ALTER TABLE coursewright.assessments
  DROP COLUMN question_key,
  DROP COLUMN difficulty,
  DROP COLUMN concepts,
  DROP COLUMN option_notes,
  DROP COLUMN marking;
