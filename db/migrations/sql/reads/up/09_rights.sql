-- The service reads feeds through the functions that take the viewer.

GRANT EXECUTE ON FUNCTION coursewright.read_home, coursewright.read_cohort_feed, coursewright.read_profile_feed,
  coursewright.readers_of_activity
  TO {service}, {operator};
GRANT SELECT (is_hidden) ON coursewright.users TO {service}, {worker};
GRANT UPDATE (is_hidden) ON coursewright.users TO {service};
