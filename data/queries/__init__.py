"""What is asked of the store: one file for each noun, one statement for each function."""
