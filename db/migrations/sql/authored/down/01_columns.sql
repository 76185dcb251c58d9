ALTER TABLE coursewright.assessments DROP COLUMN accepts, DROP COLUMN number, DROP COLUMN tolerance;
ALTER TABLE coursewright.learning_resources DROP COLUMN description;
ALTER TABLE coursewright.lessons DROP COLUMN concepts;
