"""The commands, one file or package for each family: those that answer, and those that manage what is posted."""

from __future__ import annotations

from collections.abc import Mapping

from bot.commands.cite import cite
from bot.commands.coverage import coverage
from bot.commands.diff import diff
from bot.commands.doctor import Links, doctor
from bot.commands.fact import fact
from bot.commands.help import about, help, start
from bot.commands.members import members
from bot.commands.onthisday import onthisday
from bot.commands.quote import quote
from bot.commands.schedule import SCHEDULE
from bot.commands.search import search
from bot.commands.settings import settings
from bot.commands.summit import summit
from bot.commands.summits import summits
from bot.commands.timeline import timeline
from bot.commands.verify import verify
from bot.commands.who import who
from bot.registry import Registry, fitted


def registry(umbrella: str, samples: Mapping[str, str], links: Links = tuple) -> Registry:
    """Every command of the desk, in the order in which help lists them.

    `umbrella` is the dataset's own command, `samples` are its words for the examples, `links` tells of the connections
    of the process that answers: by default there are none.
    """
    return Registry(
        fitted(command, samples)
        for command in (
            members,
            summit,
            summits,
            quote,
            verify,
            onthisday,
            who,
            timeline,
            diff,
            fact,
            search,
            cite,
            coverage,
            *SCHEDULE,
            settings,
            doctor(links),
            help,
            about,
            start(umbrella),
        )
    )
