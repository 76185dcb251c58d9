"""The process of a grading run that holds the student's code, and never a test."""
