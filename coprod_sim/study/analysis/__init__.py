"""What a study or a comparison shows: differences, who is worse off, effects, indices, maps and boxes."""
