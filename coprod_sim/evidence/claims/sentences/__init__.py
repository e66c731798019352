"""What each lesson and workshop says that people will see."""
