"""A reply as the one who asked gets it: private or public, with what was noticed when the line was read."""

from __future__ import annotations

from dataclasses import replace

from bot.contract import Button, Reply, Request
from bot.grammar import Parsed
from bot.reading.offers import Unread
from bot.registry import Registry


def is_told(registry: Registry, command: str) -> bool:
    """Whether the reply to a command of that name may be kept."""
    found = registry.find(command)
    return found is None or not found.manages


def chosen(request: Request, reply: Reply) -> Reply:
    """The reply, private or public as was chosen beside the line, unless the line itself said so."""
    if request.private is None or reply.private is not None:
        return reply
    return replace(reply, private=request.private)


def personal(request: Request, reply: Reply) -> Reply:
    """A reply to what only some may ask; the channels that the question concerns may be named in it."""
    channels = (*request.channels, *([request.channel] if request.channel else []))
    return replace(reply, private=True, personal=True, named=reply.named.union(channels))


def command(reply: Reply) -> str:
    """The name of the command that a reply answers."""
    return (reply.canonical or "-").split(" ", 1)[0]


def unread(read: Unread) -> Reply:
    buttons = tuple(Button(label=label, command=line) for label, line in read.offers)
    return Reply(kind=read.kind, title=read.title, lead=read.lead, buttons=buttons)


def as_asked(reply: Reply, read: Parsed) -> Reply:
    """The reply with what was noticed when its line was read, and private or public as the line said."""
    if read.notes:
        reply = replace(reply, lead=" ".join([*read.notes, reply.lead]))
    if read.flags:
        reply = replace(reply, canonical=read.canonical)
    if "private" in read.flags:
        return replace(reply, private=True)
    return replace(reply, private=False) if "public" in read.flags else reply
