"""Taking the record out of the platform, keeping it whole, watching it from outside."""

from pathlib import Path
from typing import Annotated

import typer

from nadwa.cli.platform import as_signer, clean, fail, installation, say


def export(
    edition: Annotated[str, typer.Argument(help="The edition's slug, such as beijing-2016.", callback=clean)],
    out: Annotated[Path, typer.Option(help="The bundle to write.")],
    audience: Annotated[
        str, typer.Option(help="Whose log: public, edition (participants), or delegation:BODY.", callback=clean)
    ] = "public",
) -> None:
    """Write a log of EDITION as a bundle that nadwa_verify.py checks."""
    with installation():
        from nadwa.record import bundles
        from nadwa.record.models import Log

        log = Log.objects.filter(edition=edition, audience=audience).first()
        if log is None:
            said = f"there is no edition {edition!r} with a record for {audience!r}"
            raise fail(f"{said}; expected the slug in its address, and public, edition or delegation:BODY", 2)
        try:
            content = bundles.bundle(log)
        except bundles.NothingSigned:
            raise fail("nothing is signed yet; start the server once, its sequencer signs", 2) from None
        out.write_bytes(content)
        print(f"{out}: {len(content)} bytes. Check it: python3 -I -S nadwa_verify.py {out}")


def verifier(out: Annotated[Path, typer.Option(help="Where to write it.")] = Path("nadwa_verify.py")) -> None:
    """Write the stand-alone verifier, one file that needs nothing but Python."""
    from importlib.resources import files

    out.write_bytes((files("nadwa") / "record" / "nadwa_verify.py").read_bytes())
    print(out)


def new_key() -> None:
    """Let every log go on with a new signing key; the present key signs that the new one follows it."""
    with installation(), as_signer() as signer:
        from nadwa.record.commands import change_key
        from nadwa.record.models import Log

        signer.make_key()
        begun = Log.objects.filter(signing_keys__since=0)  # others begin with the new one
        logs = begun.filter(alarm="").order_by("origin")
        for log in logs:
            change_key(log, signer.verifier_keys(log.origin)[-1])
            print(signer.verifier_keys(log.origin)[-1])
    say.print("The sequencer changes to it with the next act. Keep the old keys: they show what they signed.")


def repair(
    bundle: Annotated[Path, typer.Argument(help="A bundle of the log, exported before acts were lost.")],
) -> None:
    """Bring the acts that a log has lost back from a bundle, and list what they did."""
    with installation():
        from django.conf import settings

        from nadwa.acts import KINDS, label
        from nadwa.record.repair import NotRepaired
        from nadwa.record.repair import repair as bring_back
        from nadwa.record.signer import Signer

        try:
            lost = bring_back(bundle, Signer(settings.KEYS))
        except (NotRepaired, OSError) as error:
            raise fail(str(error)) from error
        for act in lost:
            print(act.index, act.at.isoformat(), act.kind, label(act.kind) if act.kind in KINDS else "")
    say.print(f"{len(lost)} acts are back on the record. What they did on the platform has to be done again by hand.")


def witness(
    site: Annotated[str, typer.Argument(help="Address of a Nadwa, such as https://symposium.example.")],
    edition: Annotated[str, typer.Argument(help="The edition's slug, such as beijing-2016.", callback=clean)],
    folder: Annotated[Path, typer.Option(help="Where the witness keeps its key and what it has seen.")],
    name: Annotated[str, typer.Option(help="The witness' name in its signatures, such as aldora.example.")],
    every: Annotated[float, typer.Option(min=0, help="Look again after so many minutes; 0 looks once.")] = 0,
) -> None:
    """Fetch the public record, check all of it against what was seen before, and cosign its checkpoint."""
    import tempfile
    import time

    import httpx

    from nadwa.record.witness import Contradiction, Witness

    watcher = Witness(folder, name)
    say.print(f"witness key {watcher.verifier_key()}", markup=False, soft_wrap=True)
    while True:
        try:
            answer = httpx.get(f"{site.rstrip('/')}/en/{edition}/record/bundle.zip", timeout=60)
            answer.raise_for_status()
            with tempfile.NamedTemporaryFile(suffix=".zip") as bundle:
                Path(bundle.name).write_bytes(answer.content)
                print(watcher.look(Path(bundle.name), int(time.time())), end="", flush=True)
        except Contradiction as found:
            raise fail(f"NOT COSIGNED. {found}") from found
        except httpx.HTTPError as error:
            if not every:
                raise fail(f"{site} does not give the record of {edition}: {error}") from error
            say.print(f"{site} does not answer ({error}); looking again later", markup=False)
        if not every:
            return
        time.sleep(every * 60)


def compare(
    first: Annotated[Path, typer.Argument(help="A checkpoint.")],
    second: Annotated[Path, typer.Argument(help="Another checkpoint of the same log.")],
    key: Annotated[Path, typer.Option(help="The log's verifier keys: key.vkey of a bundle.")],
) -> None:
    """Say whether two checkpoints, from whomever they come, prove that a log was forked."""
    from nadwa.record import nadwa_verify
    from nadwa.record.witness import contradiction

    try:
        found = contradiction(first.read_bytes(), second.read_bytes(), key.read_bytes())
    except (nadwa_verify.Failed, OSError) as error:
        raise fail(str(error), 2) from error
    if found:
        raise fail(f"FORK: {found}")
    print("no contradiction. Are they of different sizes? Then check both against the record:")
    print(f"nadwa_verify.py bundle.zip --checkpoint {first} --checkpoint {second}")
