"""What becomes of conclusions under other assumptions: ensembles, robust differences, guesses that matter."""
