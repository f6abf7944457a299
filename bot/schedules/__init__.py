"""What the desk posts by itself: when (calendar), what (content), the plan and its delivery."""
