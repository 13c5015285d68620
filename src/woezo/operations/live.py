"""How API threads reach the floor, in whatever process they run. Wiring attaches it, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from woezo.accounts.keys import command_under
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.operations.asking import PATIENCE_MS, REPEATED, Ask
from woezo.operations.directory import Directory, DirectoryCache
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.projection import Batch
from woezo.operations.waiting import Done
from woezo.trail.keys import Key
from woezo.trail.models import Command

Asked = Command
"""Something asked of the floor, whose answer can be waited for."""

T = TypeVar("T")

PATIENCE_S = PATIENCE_MS / 1000
"""How long an action waits for a command that it has written. That stays asked for; its key later learns the answer."""


class Floor(Protocol):
    """What a process that serves a centre has once."""

    @property
    def clock(self) -> Callable[[], int]: ...

    @property
    def directory(self) -> DirectoryCache: ...

    def ask(self, ask: Ask) -> Done | None:
        """What becomes of an ask; None if nothing does in time, REPEATED if its key was used before."""
        ...

    def wait(self, command: int, timeout_s: float) -> Done | None:
        """What became of a command that was committed a moment ago; None if it is not known in time."""
        ...

    def look(self, function: Callable[..., Any], *args: Any) -> Any:
        """function(dispatcher, *args), where the dispatcher is."""
        ...

    def aside(self, function: Callable[..., Any], *args: Any) -> Any:
        """Do what takes long where nobody waits for it."""
        ...

    def tell(self, batch: Batch) -> None:
        """Tell the screens of what was committed without the dispatcher."""
        ...

    def forget_names(self) -> None:
        """Names and rules have changed: tell every process and every screen."""
        ...


_floor: list[Floor] = []


def attach(floor: Floor) -> None:
    """This process serves this floor."""
    _floor[:] = [floor]


def detach() -> None:
    """The floor closes."""
    _floor.clear()


def the_floor() -> Floor:
    """The floor. Raises Problem unavailable where none is served."""
    if not _floor:
        raise Problem("unavailable")
    return _floor[0]


def now_ms() -> int:
    """The floor's time."""
    return the_floor().clock()


def directory() -> Directory:
    """Names and rules."""
    return the_floor().directory.current()


def look(function: Callable[..., T], *args: Any) -> T:
    """Call a function of a module with the dispatcher and `args`, in the process that has it.

    It only reads, what is in memory only, and quickly: the floor waits meanwhile. Arguments and answer are values that
    can be sent. Raises what it raises: Unavailable while there is no router.
    """
    found: T = the_floor().look(function, *args)
    return found


def aside(function: Callable[..., T], *args: Any) -> T:
    """Call a function of a module that only reads, away from the floor."""
    found: T = the_floor().aside(function, *args)
    return found


def seq() -> int:
    """The newest record of the journal."""
    return look(_seq)


def _seq(floor: Dispatcher) -> int:
    return floor.seq


def forget_names() -> None:
    """Somebody changed what the directory holds; without it screens would learn of it minutes later."""
    if _floor:
        _floor[0].forget_names()


def announce(agents: Iterable[int] = (), conversations: Iterable[int] = ()) -> None:
    """Rows that these screens show were committed without the floor: messages."""
    the_floor().tell(Batch(agents=set(agents), conversations=set(conversations)))


def ask(kind: str, args: dict[str, Any], actor: User | None = None, key: Key | None = None) -> Done:
    """Ask the floor for an event, and wait for what becomes of it. Raises Problem if it is refused.

    Nothing is written before; who writes rows with it submits it in their transaction and waits for the `answer`.
    """
    done = the_floor().ask(Ask(kind, args, None if actor is None else actor.pk, key))
    command = command_under(key, actor) if done == REPEATED else None
    return _said(done) if command is None else answer(command)


def answer(command: Asked) -> Done:
    """Wait for what becomes of a command that is committed. Raises Problem if it was refused."""
    if command.done_seq is not None:
        return _said(Done(command.done_seq, command.refusal))
    return _said(the_floor().wait(command.pk, PATIENCE_S))


def _said(done: Done | None) -> Done:
    if done is None:
        raise Problem("unavailable")
    if done.refusal:
        raise Problem(done.refusal)
    return done
