"""The pages of the dashboard, a folder each.  Nothing is imported here: the door reads words before Solara may be imported."""
