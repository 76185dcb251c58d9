-- Without policies the service and the workers need every row of every table, as before.

DO $$
DECLARE
  policy record;
  target text;
BEGIN
  FOR policy IN SELECT policyname AS name, tablename AS target FROM pg_policies WHERE schemaname = 'coursewright'
  LOOP
    EXECUTE format('DROP POLICY %I ON coursewright.%I', policy.name, policy.target);
  END LOOP;
  FOR target IN
    SELECT relname FROM pg_class WHERE relnamespace = 'coursewright'::regnamespace AND relrowsecurity
  LOOP
    EXECUTE format('ALTER TABLE coursewright.%I DISABLE ROW LEVEL SECURITY', target);
  END LOOP;
END $$;

DROP FUNCTION coursewright.reveal_answer(uuid), coursewright.reveal_solution(uuid),
  coursewright.people_in_sight(), coursewright.staffed_cohorts(), coursewright.claimed_person();

ALTER FUNCTION coursewright.count_forum_vote() SECURITY INVOKER RESET search_path;
ALTER FUNCTION coursewright.count_forum_reply() SECURITY INVOKER RESET search_path;
ALTER FUNCTION coursewright.count_resource_vote() SECURITY INVOKER RESET search_path;
ALTER FUNCTION coursewright.mirror_relationship() SECURITY INVOKER RESET search_path;
ALTER FUNCTION coursewright.refuse_own_review() SECURITY INVOKER RESET search_path;
ALTER FUNCTION coursewright.refuse_hidden_recommendation() SECURITY INVOKER RESET search_path;

-- Rights on columns go with those on their tables.
REVOKE ALL ON ALL TABLES IN SCHEMA coursewright FROM {operator}, {login}, {analyst}, {service}, {worker};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA coursewright TO {service}, {worker};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA coursewright TO {service}, {worker};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA coursewright TO {service}, {worker};
