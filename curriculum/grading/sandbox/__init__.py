"""What confines a student's code: files, network, privileges and limits."""
