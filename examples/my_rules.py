"""Rules of one's own: what if trust were won as fast as it is lost?

A function here replaces the rule of the same name, and must take the same arguments; all other rules stay as they are.
The rules themselves, to copy and change:   coprod-sim rules            coprod-sim rules trust_rate
To see what the change does, run the same comparison with and without this file:

    coprod-sim compare consultation_only power_sharing
    coprod-sim compare consultation_only power_sharing --rules examples/my_rules.py

A rule gets numbers and gives a number.  `par` holds the parameters by name: coprod-sim parameters
It is compiled, so keep to arithmetic, `if`, `min`, `max` and the module math.  The first run takes half a minute.
"""


def trust_rate(experienced, trust, par):  # noqa: ARG001  the same arguments, whether they are used or not
    """Let trust follow good and bad experiences equally fast [share per review].

        rate = (trust_gain + trust_loss) / 2

    The rule that this replaces is asymmetric: trust_gain where the experience was better than trust, else trust_loss.
    """
    return 0.5 * (par.trust_gain + par.trust_loss)


def half_way(trust, stranger_trust):
    """Let a new worker begin with the trust that a stranger gets, however well the last one was trusted [0-1].

        trust' = min(trust, stranger_trust)

    The rule that this replaces keeps half of what the last worker had earned.
    """
    return min(trust, stranger_trust)
