"""What moves nothing: each lever, tie, number and term of a rule is taken out in turn, where it could matter."""
