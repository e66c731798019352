"""The page /lessons: lessons for students."""
