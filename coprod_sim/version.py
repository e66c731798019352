"""The version of coprod_sim: the one place where it is written; everything else reads it from here.

What a new number means stands in CHANGELOG.md: a changed rule of the model raises the second figure.
"""

VERSION = "0.1.0"
