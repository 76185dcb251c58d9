"""What became of an assignment's cells in a student's hands, and how each case is set right."""
