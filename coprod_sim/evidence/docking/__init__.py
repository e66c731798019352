"""Docking: a second, plain reading of the specification, held against the compiled engine.

`plain_reading.py` is a plain-Python reading of the model (sections 2 to 9 of its specification; young people are in
`plain_young_person.py`, who leaves and who comes in `plain_arrival.py`, section 9 is in `plain_forum.py`, and the statutory pathway,
section 13, in `plain_pathway.py`, `plain_appeals.py` and `plain_pathway_start.py`), with `draws.py` for its chance; `flat_map.py` is case 8 of section 11, the map for identical people.
Sections 3 to 8, with what young people, who is heard, who comes and the pathway added to them, were written from the text alone, by somebody who had not seen the compiled engine.
The old part of section 9 was written after the engine and by the same hand, so its agreement proves less.
These import nothing else of coprod_sim, which a contract in pyproject.toml holds; dock.py holds both readings side by side.
"""
