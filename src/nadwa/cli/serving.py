"""Serving: the platform, its worker, the demo."""

import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Annotated
from urllib.parse import urlsplit

import typer

from nadwa.cli.platform import as_signer, fail, installation, platform, say
from nadwa.folders import folder_of_installation

GRACE_SECONDS = 2
PAUSE_SECONDS = 0.5
STEPS_BACK = 10
COMPILING = "from nadwa.engine.opinion.mapping import compile_kernels; compile_kernels()"

Port = Annotated[int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1.")]


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise fail(f"port {port} is not open to this user; choose one from 1024 on") from error
        except OSError:
            return False
    return True


def _require_what_finds_alike() -> None:
    """Rather than find other statements alike than before, Nadwa says at its start what is to be installed."""
    from nadwa.engine.language import AnotherEncoder, require_encoder
    from nadwa.texts.resolutions import NotComputed, require_meanings

    try:
        require_encoder()
        require_meanings()
    except (AnotherEncoder, NotComputed) as error:
        raise fail(str(error)) from error


def _serve(port: int) -> None:
    _require_what_finds_alike()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # uvicorn sends it on to us when it has closed
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stop,))
    keeper.start()
    try:
        _run("application", port)
    finally:
        stop.set()
        keeper.join()


def _run(application: str, port: int, processes: int = 1) -> None:
    import uvicorn

    uvicorn.run(
        f"nadwa.asgi:{application}",
        factory=True,
        host="127.0.0.1",
        port=port,
        workers=processes,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
    )


def _keep_worker(stop: threading.Event) -> None:
    """Keep a worker at work until told to stop: one that dies is followed by another."""
    while not stop.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "nadwa", "worker", "--while-parent-lives"])
        while worker.poll() is None and not stop.wait(PAUSE_SECONDS):
            pass
        worker.terminate()
        worker.wait()


def _refuse_taken(port: int) -> None:
    if not _free(port):
        raise fail(f"port {port} is taken; stop what uses it or choose another with --port")


def _refuse_in_the_clear() -> None:
    """Where others come from elsewhere, passwords and sessions travel over HTTPS or not at all."""
    address = urlsplit(os.environ.get("NADWA_ADDRESS", "")).hostname
    names = [address or "", *os.environ.get("NADWA_HOSTS", "").split(",")]
    public = next((name for name in names if name and not _is_here(name)), None)
    if public and os.environ.get("NADWA_HTTPS") != "1":
        raise fail(
            f"{public} is reached from elsewhere, so it has to be reached over HTTPS: put a proxy that speaks it before"
            " Nadwa (deploy/nginx) and set NADWA_HTTPS=1"
        )


def _is_here(name: str) -> bool:
    """Whether this is a name or an address of the machine for itself."""
    with suppress(ValueError):
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    return name == "localhost" or name.endswith(".localhost")


def serve(port: Port = 8000) -> None:
    """Serve the whole platform: pages, live streams and the sequencer of the record in one process, and a worker."""
    _refuse_in_the_clear()
    _refuse_taken(port)
    os.environ.setdefault("NADWA_ADDRESS", f"http://127.0.0.1:{port}")
    with platform(), as_signer():
        print(f"Served at http://127.0.0.1:{port}/. Ctrl+C stops the server.", flush=True)
        _say_where_to_begin()
        _serve(port)


def web(
    port: Port = 8000, processes: Annotated[int, typer.Option(min=1, help="How many processes share the port.")] = 2
) -> None:
    """Serve the pages only; streams, the sequencer and the worker are processes of their own."""
    _refuse_in_the_clear()
    _refuse_taken(port)
    with platform():
        _require_what_finds_alike()
        _run("pages", port, processes)


def _say_where_to_begin() -> None:
    """As long as the installation has no officer."""
    from nadwa.accounts.beginning import first_address, is_begun

    if not is_begun():
        print("This installation has no officer yet. Whoever opens this address first, within an hour, becomes one:")
        print(first_address(), flush=True)


def begin() -> None:
    """Show the address at which an installation that has no officer yet begins: good once, and for an hour."""
    with installation():
        from nadwa.accounts.beginning import is_begun

        if is_begun():
            raise fail("this installation has an officer already; they sign in, and make others officers")
        _say_where_to_begin()


def live(port: Port = 8001) -> None:
    """Serve the live streams only (the address /live)."""
    _refuse_in_the_clear()
    _refuse_taken(port)
    with platform():
        _run("streams", port)


def sequencer() -> None:
    """Give committed acts their place in the record and sign it: the only process that needs the signing key.

    Exits with 78, and changes nothing, where the record is signed with a key that is not held here.
    """
    with platform(), as_signer() as signer:
        from nadwa.record import sequencer as record

        stop = threading.Event()
        _when_told_to_end(stop.set)
        record.run(signer, stop)


def _when_told_to_end(then: Callable[[], None]) -> None:
    """In a thread of its own: the main thread may just hold the lock within what it is to be told by."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: threading.Thread(target=then, daemon=True).start())


def worker(
    while_parent_lives: Annotated[
        bool, typer.Option(help="Stop when the process that started this one is gone.")
    ] = False,
) -> None:
    """Do the work that pages do not wait for, such as computing maps and sending mails. Told to end, it ends after the
    task under way, or within ten seconds.
    """
    if while_parent_lives:
        threading.Thread(target=_stop_without, args=(os.getppid(),), daemon=True).start()
    os.nice(STEPS_BACK)  # where processors are few, pages and ballots go first
    with platform():
        _require_what_finds_alike()
        from nadwa import duties, queued, rooms
        from nadwa.consultations import states
        from nadwa.engine.opinion.mapping import compile_kernels

        stop = threading.Event()
        threads = duties.attend_to(rooms.duties(), stop)
        try:
            compile_kernels()
            states.study()
            _when_told_to_end(lambda: queued.end_soon(stop))
            duties.again_and_again(queued.tasks, stop)
        finally:
            stop.set()
            for thread in threads:
                thread.join(GRACE_SECONDS)


def _stop_without(parent: int) -> None:
    """End this process, whatever it is doing, when the one that started it is gone."""
    while os.getppid() == parent:
        time.sleep(PAUSE_SECONDS)
    try:
        from nadwa import queued

        queued.give_back()
    finally:
        os._exit(0)


def demo(
    port: Port = 8000,
    reset: Annotated[bool, typer.Option(help="Throw away what was done and load the demo afresh.")] = False,
    check: Annotated[bool, typer.Option(help="Start, try the main pages and the record, stop.")] = False,
) -> None:
    """Load Beijing 2016 with its exercise, unless it is there, and serve it."""
    if check:
        raise typer.Exit(_check_demo())
    if not _free(port):
        raise fail(f"port {port} is taken; stop what uses it or choose another: make demo PORT=8001")
    os.environ["NADWA_DEMO"] = "1"
    os.environ.setdefault("NADWA_ADDRESS", f"http://127.0.0.1:{port}")
    if reset:
        _forget()
    with ExitStack() as running:
        fresh = _load_demo(running)
        address = f"http://127.0.0.1:{port}/"
        print(f"Beijing 2016 is {'loaded' if fresh else 'as you left it'}: {address}")
        print(f"Enter as the chair, a delegate, an officer of a host, the secretariat …: {address}en/enter/")
        print("Press “Play the exercise” there to see a living meeting. Ctrl+C stops the server.", flush=True)
        _serve(port)


def _load_demo(running: ExitStack) -> bool:
    """Load the demo unless it is there, saying where that stands. The loops by which maps are drawn are compiled
    meanwhile, by a process of their own."""
    is_new = not (folder_of_installation() / "secret").exists()
    with _progress() as step, _compiled_meanwhile(is_new) as compiled:
        step("Setting up the database")
        running.enter_context(platform())
        running.enter_context(as_signer())
        from nadwa.demo.commands import MAPS, PARTS, load

        places = {part: place for place, part in enumerate(PARTS, 1)}

        def begins(part: str) -> None:
            step(f"Loading Beijing 2016, {places[part]} of {len(places)}: {part}")
            if part == MAPS:
                compiled()

        return load(begins)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """One line of a terminal, or in a file a line for each step."""
    with say.status("") as status:
        yield lambda what: status.update(f"{what} …") if say.is_terminal else say.print(f"{what} …")


@contextmanager
def _compiled_meanwhile(wanted: bool) -> Iterator[Callable[[], object]]:
    """Gives how to wait for it."""
    if not wanted:
        yield lambda: None
        return
    compiler = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-c", COMPILING], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield compiler.wait
    finally:
        compiler.kill()
        compiler.wait()


def _check_demo() -> int:
    from nadwa.demo.checking import check_demo

    return check_demo(say)


def _forget() -> None:
    """Throw away the database and the keys of the demo."""
    from nadwa import cluster, keeper

    if os.environ.get("DATABASE_URL"):
        raise fail("DATABASE_URL is set; empty that database yourself, the demo does not reset a server of yours")
    var = folder_of_installation()
    if not var.exists():
        return
    try:
        with keeper.alone(var / "postgres") as kept:
            for path in set(var.iterdir()) - set(kept):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    except (cluster.CannotStart, OSError) as error:
        raise fail(str(error)) from error
