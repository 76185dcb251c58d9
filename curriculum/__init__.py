"""What is taught and graded: sources, generated notebooks, releases and the grading engine."""
