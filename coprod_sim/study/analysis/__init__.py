"""What a study shows: differences, effects, indices, maps and boxes."""
