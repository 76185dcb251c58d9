-- The service reads feeds and the forum through the functions that take the viewer.

GRANT EXECUTE ON FUNCTION coursewright.read_feed, coursewright.read_place,
  coursewright.readers_of_activity, coursewright.read_threads, coursewright.read_thread,
  coursewright.read_replies, coursewright.search_forum, coursewright.people_shut_out
  TO {service}, {operator};
GRANT SELECT (is_hidden) ON coursewright.users TO {service}, {worker};
GRANT UPDATE (is_hidden) ON coursewright.users TO {service};
