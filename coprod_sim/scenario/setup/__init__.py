"""Two ways of working in one town, with changes, as a file and as a link."""
