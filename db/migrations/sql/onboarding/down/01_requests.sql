REVOKE INSERT ON coursewright.generated_courses, coursewright.generated_modules, coursewright.exercises,
  coursewright.course_tags FROM {worker};
DROP FUNCTION coursewright.take_answers(uuid);
ALTER TABLE coursewright.generated_modules DROP COLUMN is_optional;
DROP TABLE coursewright.course_requests;
