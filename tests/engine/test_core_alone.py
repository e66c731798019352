"""The model without young people and without what keeps families unheard is the one that came before them."""

import numpy as np
import pytest

from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.run import run

LAST_DIGITS = 1e-12
"""So far apart the last digits may be: those numbers came of a C library's functions."""
OFF = {
    "young_person_voice": 0,
    "young_say": 0,
    "ear_base": 0,
    "ear_skill": 0,
    "ear_voice": 0,
    "young_effort": 0,
    "language_gap": 0,
    "poverty_gap": 0,
    "prejudice": 0,
    "leave_age": 1000,
}
"""Young people have no say and their effort does not count, everybody is heard, and nobody leaves."""
INDICATORS = (
    "progress",
    "felt_trust",
    "voice",
    "fit",
    "confidence",
    "family_energy",
    "spending",
    "disputes",
    "professional_trust",
    "staff_load",
)
MONTHS = (12, 60)
FOUND = {
    "consultation_only": {
        12: (
            "0x1.f0a627bf452e8p-2 0x1.34f4cb8ac3889p-1 0x1.00e43438e0e85p-4 0x1.a406ec76e644cp-1 "
            "0x1.bbdef810b5b7dp-2 0x1.9f55eb45cef11p-1 0x1.7444aa57ba848p-1 0x0.0p+0 "
            "0x1.d072603e0cdb3p-2 0x1.0ed33471ca10fp+0"
        ),
        60: (
            "0x1.01ebadaa17f4fp-1 0x1.430cf2cfb3233p-1 0x1.5ad8a0d12b03dp-4 0x1.a7b02e91c953fp-1 "
            "0x1.201b0adc3a96dp-1 0x1.a188a0745088ap-1 0x1.9e5ecc19fc8a4p-1 0x0.0p+0 "
            "0x1.249ef1df1e114p-1 0x1.0e8b7d8d60aafp+0"
        ),
    },
    "power_sharing": {
        12: (
            "0x1.fa5223d3bc716p-2 0x1.5c4a6eb05ad0fp-1 0x1.0d53e3a9324c1p-3 0x1.ad9bb0a1bf8e6p-1 "
            "0x1.ad0e9a42c430fp-2 0x1.9d31ea2b0dbc6p-1 0x1.98bae64f31135p-1 0x0.0p+0 "
            "0x1.ea52287230049p-2 0x1.12a739f470f5dp+0"
        ),
        60: (
            "0x1.1a6f09da44221p-1 0x1.9f5e646be1e55p-1 0x1.4615eb9a7557ep-2 0x1.ca9736c0d7d8cp-1 "
            "0x1.649019d53d93cp-1 0x1.a2e7835486d55p-1 0x1.daf68907f8ffep-1 0x0.0p+0 "
            "0x1.7b898fbf75aa4p-1 0x1.11f954b88c7d7p+0"
        ),
    },
}
"""By scenario and month: what the last version without young people gave with seed 3, where nobody met a barrier (start_barrier 0)
and nobody asked for young people's voice."""


@pytest.mark.parametrize("scenario", FOUND)
def test_with_everything_off_the_core_is_left(scenario: str) -> None:
    """Ten indicators at two months are those of the model before; to the twelfth digit."""
    series = run(load_scenario(scenario, OFF), months=max(MONTHS), seed=3).series
    found = np.array([[series[name][month] for name in INDICATORS] for month in MONTHS])
    expected = np.array([[float.fromhex(number) for number in FOUND[scenario][month].split()] for month in MONTHS])
    np.testing.assert_allclose(found, expected, rtol=LAST_DIGITS, atol=LAST_DIGITS)


@pytest.mark.parametrize("name", [name for name in OFF if name != "young_person_voice"])
def test_each_of_them_counts(name: str) -> None:
    """Put back alone, each setting moves an indicator, so that none of them is off in vain."""
    off = OFF | {"young_person_voice": 0.5}
    back = {other: value for other, value in off.items() if other != name}
    ones = [run(load_scenario("power_sharing", settings), months=24, seed=3).series for settings in (off, back)]
    assert any((ones[0][indicator] != ones[1][indicator]).any() for indicator in INDICATORS)
