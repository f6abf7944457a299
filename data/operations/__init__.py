"""What the running desk writes for itself: one file per noun, each function one short transaction."""
