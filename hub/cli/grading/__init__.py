"""What `coursewright grade` does with files and courses."""
