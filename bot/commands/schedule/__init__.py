"""The `schedule` commands: what the desk posts by itself, made, looked at, changed and explained."""

from __future__ import annotations

from bot.commands.schedule.add import add
from bot.commands.schedule.edit import edit
from bot.commands.schedule.explain import explain
from bot.commands.schedule.listing import list_
from bot.commands.schedule.log import log
from bot.commands.schedule.pausing import pause, resume
from bot.commands.schedule.preview import preview, try_out
from bot.commands.schedule.show import show
from bot.commands.schedule.simulate import simulate
from bot.commands.schedule.skip import remove, skip

SCHEDULE = (add, list_, show, edit, pause, resume, skip, preview, try_out, log, explain, simulate, remove)
"""Every one of them, in the order in which help lists them."""
