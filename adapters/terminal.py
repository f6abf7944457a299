"""The conversation in a terminal: prompt, history, completion; where there is none, lines in and cards out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from adapters import render_text
from adapters.ask import Asker, answer
from bot.completion import Completer, completer
from bot.contract import Reply
from bot.desk import Desk
from bot.settings import Settings
from bot.texts import terminal as texts

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer as Menu
    from prompt_toolkit.history import History
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

NARROWEST = 40
"""Columns; on a narrower screen lines are cut by the terminal, for cards would become unreadable."""


class Conversation:
    """What was shown last, so that a number, `next` and `prev` can refer to it."""

    def __init__(self, desk: Desk, asker: Asker, *, colour: bool, columns: int = render_text.COLUMNS) -> None:
        self.desk, self.asker, self.colour, self.columns = desk, asker, colour, columns
        self._asked = ""
        self._shown: Reply | None = None

    def start(self) -> str:
        """The card that opens the conversation."""
        return f"{self._ask('', page=1)}\n{texts.GREETING}\n"

    def say(self, line: str) -> str | None:
        """What is shown for a line; None: whoever typed it leaves."""
        typed = line.strip()
        word = typed.casefold()
        if word in texts.LEAVE:
            return None
        if word in texts.MORE:
            return self._turn(1)
        if word in texts.BACK:
            return self._turn(-1)
        if not typed:
            return self._turn(1) if self._shown and self._shown.page < self._shown.pages else ""
        if typed.isascii() and typed.isdigit() and len(typed) <= 2:
            return self._press(int(typed))
        return self._ask(line, page=1)

    def _ask(self, line: str, *, page: int) -> str:
        self._asked, self._shown = line, answer(self.desk, line, self.asker, page=page)
        return render_text.render(self._shown, colour=self.colour, full=False, numbered=True, columns=self.columns)

    def _turn(self, step: int) -> str:
        if self._shown is None:
            return f"{texts.NO_CARD}\n"
        page = self._shown.page + step
        if page > self._shown.pages:
            return f"{texts.NO_MORE}\n"
        return self._ask(self._asked, page=page) if page >= 1 else f"{texts.NO_EARLIER}\n"

    def _press(self, number: int) -> str:
        buttons = self._shown.buttons if self._shown else ()
        if 1 <= number <= len(buttons):
            return self._ask(buttons[number - 1].command, page=1)
        said = texts.NO_SUCH_BUTTON if buttons else texts.NO_BUTTONS
        return said.format(number=number, count=len(buttons)) + "\n"


def chat(desk: Desk, asker: Asker, settings: Settings) -> int:
    """Talk until the one who asks leaves."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return read_lines(Conversation(desk, asker, colour=False), sys.stdin, out=sys.stdout)
    columns = min(render_text.COLUMNS, max(NARROWEST, shutil.get_terminal_size().columns))
    talk = Conversation(desk, asker, colour=not settings.plain, columns=columns)
    return talk_at(session(completer(desk, clock=asker.clock), settings), talk, out=sys.stdout)


def read_lines(talk: Conversation, lines: Iterable[str], *, out: TextIO) -> int:
    """Lines in, cards out, an empty line between two cards."""
    is_first = True
    for line in lines:
        said = talk.say(line.removesuffix("\n").removesuffix("\r"))
        if said is None:
            break
        out.write(said if is_first or not said else f"\n{said}")
        out.flush()
        is_first = False
    return 0


def talk_at(prompts: PromptSession[str], talk: Conversation, *, out: TextIO) -> int:
    """Prompt for lines and show the cards; Ctrl-C drops the line that is being typed, Ctrl-D leaves."""
    out.write(talk.start())
    while True:
        out.flush()
        try:
            said = talk.say(prompts.prompt(texts.PROMPT))
        except KeyboardInterrupt:
            continue
        except EOFError:
            break
        if said is None:
            break
        out.write(said)
    out.write(f"{texts.FAREWELL}\n")
    return 0


def session(
    suggestions: Completer, settings: Settings, *, input: Input | None = None, output: Output | None = None
) -> PromptSession[str]:
    """The prompt: a menu while typing, history from the last time, no colour where none is wanted."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import ColorDepth

    return PromptSession(
        history=history(settings),
        completer=_menu(suggestions),
        complete_while_typing=True,
        reserve_space_for_menu=6,
        color_depth=ColorDepth.DEPTH_1_BIT if settings.plain else None,
        input=input,
        output=output,
    )


def history(settings: Settings) -> History:
    """History in a file in the state folder; in memory where that cannot be written."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    class Kept(FileHistory):
        """A file that may stop being writable: what was typed is then only kept in memory."""

        def store_string(self, string: str) -> None:
            try:
                super().store_string(string)
            except OSError:
                return  # the disk is full or the file is gone; the conversation goes on

    path = settings.state / "history" if settings.state else None
    try:
        if path is None:
            return InMemoryHistory()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("ab"):
            return Kept(str(path))
    except OSError:
        return InMemoryHistory()


def _menu(suggestions: Completer) -> Menu:
    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.completion import Completer as Base
    from prompt_toolkit.document import Document

    class Menu(Base):
        """The desk's suggestions as prompt_toolkit takes them."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
            for one in suggestions.line(document.text_before_cursor):
                meta = one.label if one.label != one.value else ""
                yield Completion(one.value, start_position=-one.replaces, display_meta=meta)

    return Menu()
