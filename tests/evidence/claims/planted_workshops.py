"""Rough curves, drawn by hand, in which every sentence of the workshops holds; planted.py says how a curve is written."""

from typing import Final

Curves = dict[str, str]

ASK: Final = {
    "felt_trust": "0:62 12:60 60:62",
    "people_trust": "0:85 60:80",
    "council_trust": "0:45 60:48",
    "voice": "0:0 4:5 12:5.5 60:7",
    "progress": "0:49 60:49.4",
    "engaged": "0:70 36:62 60:63.5",
    "staff_load": "0:100 60:99",
    "family_energy": "0:90 60:81.5",
}
SHARE: Final = {
    "felt_trust": "0:62 6:64.9 12:68 24:74 60:80",
    "people_trust": "0:85 60:88",
    "council_trust": "0:45 60:73",
    "voice": "0:0 4:6 12:12 24:19.5 60:28",
    "progress": "0:49 60:54",
    "engaged": "0:70 36:92 60:95",
    "staff_load": "0:100 12:101 24:101 60:100",
}
UNTRAINED: Final = {
    "felt_trust": "0:62 12:63 36:69 60:72.5",
    "voice": "0:0 12:9 36:17 60:21.5",
    "progress": "0:49 24:48.4 60:50",
    "facilitation": "0:33 60:50",
    "staff_load": "0:100 6:99.5 9:100 60:103",
    "family_energy": "0:90 12:78 36:73.8 60:73",
}
TRAINED_FIRST: Final = {
    "felt_trust": "0:62 12:61 36:74 60:79",
    "voice": "0:0 12:6 36:21 60:27",
    "progress": "0:49 24:50 60:53",
    "staff_load": "0:100 6:104 9:104 12:99.5 60:100",
    "family_energy": "0:90 12:82 60:82",
}
EMPTY: Final = {
    "felt_trust": "0:62 1:60.5 12:44.4 24:42 60:40.7",
    "people_trust": "0:85 60:77.5",
    "council_trust": "0:45 12:19 60:14",
    "voice": "0:0 4:5 60:5",
    "progress": "0:49 24:48.2 60:47.7",
    "engaged": "0:70 3:73.5 12:67 24:55 36:49 60:45",
    "decisions_told": "0:0 4:40 60:40",
    "decisions_asked": "0:0 4:61.5 60:61.5",
    "decisions_not_asked": "0:0",
    "decisions_together": "0:0",
    "decisions_led": "0:0",
}
BROKEN: Final = {
    "felt_trust": "0:20 12:40 24:50 36:54.5 48:57 60:58.5",
    "people_trust": "0:20 12:50 24:64 60:77",
    "council_trust": "0:20 12:34 60:45",
    "voice": "0:0 4:3 60:5.7",
    "progress": "0:49 24:46 60:47.5",
    "engaged": "0:66 12:46 60:57",
    "decisions_told": "0:0 60:36",
    "decisions_asked": "0:0 60:64",
    "decisions_not_asked": "0:0",
    "decisions_together": "0:0",
    "decisions_led": "0:0",
}


def more(curves: Curves, **extra: str) -> tuple[Curves, Curves]:
    """Give curves, and beside them the same with others on top."""
    return curves, curves | {name: f"{curves[name]} + {curve}" for name, curve in extra.items()}


WORKSHOPS: Final[dict[str, tuple[Curves, Curves]]] = {
    "w1": (ASK, SHARE),
    "w2": (TRAINED_FIRST, UNTRAINED),
    "w2.alone": (ASK, UNTRAINED),
    "w2.earlier": more(UNTRAINED, voice="12:0 24:1.4 36:1.5 60:0.2"),
    "w2.lag": more(
        UNTRAINED, felt_trust="18:0 24:0.2 60:1", facilitation="12:0 18:7.8 60:14", family_energy="12:0 60:2.8"
    ),
    "w3": (EMPTY, BROKEN),
    "w3.label": (ASK, EMPTY),
    "w3.sharing": (EMPTY, SHARE),
    "w3.pay": more(EMPTY, engaged="0:0 60:0.4"),
    "w3.day": more(EMPTY, felt_trust="11:0 12:2.7 24:0.7 36:0.3 60:0.2"),
    "w3.better": more(BROKEN, felt_trust="0:0 60:7.4", voice="0:0 60:3.5"),
    "w3.share": more(BROKEN, felt_trust="0:0 60:19", voice="0:0 60:21"),
    "w3.cuts": more(SHARE, felt_trust="24:0 60:-14.9", voice="24:0 60:-3.4", progress="24:0 60:-5.6"),
}
