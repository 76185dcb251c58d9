"""What happens behind the scenes: grading, and recording what instructors type."""
