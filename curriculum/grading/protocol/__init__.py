"""What the two processes of a grading run say to each other: data with limits, and never code."""
