"""Rough curves, drawn by hand, in which every sentence of the lessons on who is heard and on the way to a plan holds.

planted.py says how a curve is written.  Counts of the way to a plan stand beside the measures, by names of their own.
"""

from typing import Final

from tests.evidence.claims.planted_workshops import Curves, more

ASK: Final = {
    "voice": "0:0 60:6.7",
    "voice_less_heard": "0:0 60:3.2",
    "voice_others": "0:0 60:9.1",
}
SHARE: Final = {
    "voice": "0:0 60:27.1",
    "voice_less_heard": "0:0 60:16.9",
    "voice_others": "0:0 60:34.2",
    "voice_interpreter": "0:0 60:2.4",
    "voice_poor": "0:0 60:16.9",
    "young_say": "0:0 60:12",
    "progress_less_heard": "0:46 60:48.2",
    "spending": "0:70 60:92",
}
BY_LAW: Final = {
    "felt_trust": "0:60 60:55.4",
    "council_trust": "0:45 60:39.2",
    "spending": "0:33 60:42.2",
    "requests": "0:0 60:107",
    "refused": "0:0 60:32",
    "in_time": "0:0 60:31",
    "over_year": "0:0 60:3.4",
    "new_plans": "0:0 60:72",
    "appeals": "0:0 60:22",
    "refused_worse_off": "0:0 60:33",
    "refused_better_off": "0:0 60:26",
}
LESSONS: Final[dict[str, tuple[Curves, Curves]]] = {
    "e6": (ASK, SHARE),
    "e6.help": more(
        SHARE,
        voice="0:0 60:4.5",
        voice_less_heard="0:0 60:11.4",
        voice_others="0:0 60:-0.4",
        progress_less_heard="0:0 60:4.1",
        spending="0:0 60:2.1",
    ),
    "e6.asked": more(ASK, voice_less_heard="0:0 60:3.3"),
    "e6.interpreters": more(SHARE, voice_interpreter="0:0 60:16", voice_poor="0:0 60:0.9"),
    "e6.young": more(SHARE, voice_less_heard="0:0 60:1.4", voice_others="0:0 60:2.1", young_say="0:0 60:11.5"),
    "e7": more(
        BY_LAW,
        felt_trust="0:0 60:0.8",
        in_time="0:0 60:-18.7",
        over_year="0:0 60:12.5",
        refused="0:0 60:-0.7",
    ),
    "e7.told": more(
        BY_LAW, council_trust="0:0 60:-3.8", requests="0:0 60:7", new_plans="0:0 60:4.5", appeals="0:0 60:10.5"
    ),
    "e7.support": more(
        BY_LAW, new_plans="0:0 60:-0.2", refused_worse_off="0:0 60:-3.1", refused_better_off="0:0 60:3.7"
    ),
    "e7.together": more(BY_LAW, felt_trust="0:0 60:10", spending="0:0 60:6.6", refused="0:0 60:5.8"),
}
