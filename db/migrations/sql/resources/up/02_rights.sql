-- Who reads which link, proposes one and decides. Votes are counted by a trigger, so nobody writes their number.

REVOKE INSERT ON coursewright.learning_resources FROM {service};
GRANT INSERT (id, module_id, cohort_id, title, url, resource_type, difficulty, description, added_by,
    idempotency_key, state, decided_by, decided_at, created_at),
  UPDATE (state, reason, decided_by, decided_at) ON coursewright.learning_resources TO {service};

ALTER TABLE coursewright.learning_resources ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybodys_rows ON coursewright.learning_resources TO {worker}, {operator}
  USING (true) WITH CHECK (true);

-- What was approved is for its cohort, or for everybody; what was not, for its author and the cohort's staff.
CREATE POLICY rows_in_sight ON coursewright.learning_resources FOR SELECT TO {service}
  USING ((SELECT coursewright.claimed_person()) IS NOT NULL AND (
    cohort_id IS NULL
    OR added_by = (SELECT coursewright.claimed_person())
    OR state <> 'withdrawn' AND cohort_id = ANY ((SELECT coursewright.staffed_cohorts())::uuid[])
    OR state = 'approved' AND EXISTS (
      SELECT FROM coursewright.cohort_members m
      WHERE m.cohort_id = learning_resources.cohort_id
        AND m.user_id = (SELECT coursewright.claimed_person()))));

-- One proposes in a cohort that one is in; what its staff adds needs nobody else's approval.
CREATE POLICY own_rows_to_add ON coursewright.learning_resources FOR INSERT TO {service}
  WITH CHECK (added_by = (SELECT coursewright.claimed_person()) AND CASE state
    WHEN 'waiting' THEN EXISTS (
      SELECT FROM coursewright.cohort_members m
      WHERE m.cohort_id = learning_resources.cohort_id AND m.user_id = learning_resources.added_by)
    ELSE decided_by = added_by AND cohort_id = ANY ((SELECT coursewright.staffed_cohorts())::uuid[])
    END);
CREATE POLICY staffed_rows_to_change ON coursewright.learning_resources FOR UPDATE TO {service}
  USING (cohort_id = ANY ((SELECT coursewright.staffed_cohorts())::uuid[]))
  WITH CHECK (decided_by = (SELECT coursewright.claimed_person())
    AND cohort_id = ANY ((SELECT coursewright.staffed_cohorts())::uuid[]));
CREATE POLICY own_waiting_rows_to_take_back ON coursewright.learning_resources FOR UPDATE TO {service}
  USING (added_by = (SELECT coursewright.claimed_person()) AND state = 'waiting')
  WITH CHECK (added_by = (SELECT coursewright.claimed_person()) AND state = 'withdrawn');

-- A vote is for a link that the voter finds in her list.
ALTER POLICY own_rows ON coursewright.learning_resource_votes
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()) AND EXISTS (
    SELECT FROM coursewright.learning_resources r WHERE r.id = resource_id AND r.state = 'approved'));
