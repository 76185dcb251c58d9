-- How far the middle one of a cohort's students is in the published modules, in percent, for its members. Of fewer
-- than five students nothing is told: the middle one could be guessed.

CREATE FUNCTION coursewright.cohort_pace(asked uuid)
RETURNS TABLE (students integer, median integer, own integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH published AS (
    SELECT m.id FROM coursewright.modules m WHERE m.is_published
  ), student AS (
    SELECT s.user_id FROM coursewright.cohort_members s
    JOIN coursewright.users u ON u.id = s.user_id AND u.is_active
    WHERE s.cohort_id = asked AND s.role = 'student' AND EXISTS (
      SELECT FROM coursewright.cohort_members mine
      WHERE mine.cohort_id = asked AND mine.user_id = coursewright.claimed_person())
  ), standing AS (
    SELECT s.user_id, coalesce((
      SELECT sum(p.progress_percent) FROM coursewright.user_progress p
      WHERE p.user_id = s.user_id AND p.module_id IN (SELECT id FROM published)), 0)
      / greatest((SELECT count(*) FROM published), 1) AS percent
    FROM student s
  )
  SELECT count(*)::integer,
    floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY percent))::integer,
    floor(max(percent) FILTER (WHERE user_id = coursewright.claimed_person()))::integer
  FROM standing HAVING count(*) >= 5
$$;
REVOKE ALL ON FUNCTION coursewright.cohort_pace(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION coursewright.cohort_pace(uuid) TO {service};
