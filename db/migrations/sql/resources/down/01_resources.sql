-- What is for one cohort, or for nobody yet, must not come to be for everybody: it is kept without a module.
DELETE FROM coursewright.learning_resources r WHERE cohort_id IS NOT NULL AND EXISTS (
  SELECT FROM coursewright.learning_resources o
  WHERE o.url = r.url AND o.id <> r.id AND (o.module_id IS NULL OR o.cohort_id IS NOT NULL AND o.id < r.id));
UPDATE coursewright.learning_resources SET module_id = NULL WHERE cohort_id IS NOT NULL;
DROP POLICY own_rows ON coursewright.learning_resource_votes;
CREATE POLICY own_rows ON coursewright.learning_resource_votes TO {service}
  USING (user_id = (SELECT coursewright.claimed_person()));
DROP POLICY own_waiting_rows_to_take_back ON coursewright.learning_resources;
DROP POLICY staffed_rows_to_change ON coursewright.learning_resources;
DROP POLICY own_rows_to_add ON coursewright.learning_resources;
DROP POLICY rows_in_sight ON coursewright.learning_resources;
DROP POLICY everybodys_rows ON coursewright.learning_resources;
ALTER TABLE coursewright.learning_resources DISABLE ROW LEVEL SECURITY;
ALTER TABLE coursewright.learning_resources
  DROP COLUMN cohort_id,
  DROP COLUMN idempotency_key,
  DROP COLUMN state,
  DROP COLUMN reason,
  DROP COLUMN decided_by,
  DROP COLUMN decided_at,
  ADD CONSTRAINT uq_learning_resources_module_id_url UNIQUE NULLS NOT DISTINCT (module_id, url);
REVOKE INSERT, UPDATE ON coursewright.learning_resources FROM {service};
GRANT INSERT ON coursewright.learning_resources TO {service};
