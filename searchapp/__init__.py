"""Full-text search over Chinese government speeches on education."""
