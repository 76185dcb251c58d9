"""What the learner's browser may ask her own server for."""
