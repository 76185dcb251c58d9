ALTER TABLE coursewright.code_submissions DROP COLUMN integrity, DROP COLUMN sandbox;
