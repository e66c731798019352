"""What can be chosen: parameters, levers, events, and the files that hold them."""
