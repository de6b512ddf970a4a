"""An edition as static pages: what the public reads on the site, in six languages, with files and record, as a zip.

The pages are those of the site itself, asked for as anybody would: the archive holds nothing that is not public.
"""

from collections import deque
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from posixpath import relpath
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import rfc8785
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils.translation import override
from lxml import html
from lxml.html.builder import E

from nadwa import media_types
from nadwa.acts.facts import Audience
from nadwa.editions.models import Edition
from nadwa.record import bundles
from nadwa.record.models import Log
from nadwa.web.downloads import zipped
from nadwa.web.languages import plain

SITE = "http://127.0.0.1"
MOST_PAGES = 20_000
LEFT_OUT = (
    "/receipt",
    "/record/",
    "/compare/",
    "/similar/",
    "/apply/",
    "/press/accreditation/",
    "/account/",
    "/enter/",
    "/archive/",
)
ENDINGS = {
    media_types.PDF: ".pdf",
    media_types.CALENDAR: ".ics",
    media_types.FEED: ".xml",
    media_types.JSON: ".json",
    media_types.SVG: ".svg",
    media_types.CSV: ".csv",
}
README = """An edition of Nadwa as static pages. Open index.html; no server and no network is needed.

manifest.json lists every file with its SHA-256; the hash of the manifest itself stands in the record of the edition.
record.zip is the public record; check it: python3 -I -S nadwa_verify.py record.zip --acts acts.schema.json
"""


def made(edition: Edition) -> tuple[bytes, int, str]:
    """The archive of an edition: the zip, the number of its pages, the SHA-256 of its manifest."""
    files = dict(_pages(edition))
    pages = sum(name.endswith(".html") for name in files)
    files |= dict(_assets()) | dict(_record(edition))
    files["index.html"] = _door(edition)
    files["README.txt"] = README.encode()
    listed = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    manifest = rfc8785.dumps({"format": "nadwa-archive/1", "edition": edition.slug, "sha256": listed})
    whole = files | {"manifest.json": manifest}
    return zipped({name: whole[name] for name in sorted(whole)}), pages, sha256(manifest).hexdigest()


def _pages(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Every page that is reached from the front pages without leaving the edition, and every file offered there."""
    starts = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            starts.append(reverse("edition", args=[edition.slug]))
    transport = httpx.WSGITransport(app=WSGIHandler(), raise_app_exceptions=False)
    fetched: dict[str, tuple[str, bytes]] = {}
    waiting = deque(starts)
    headers = {"Host": settings.ALLOWED_HOSTS[0], "X-Forwarded-Proto": "https"}
    with httpx.Client(transport=transport, base_url=SITE, headers=headers) as client:
        while waiting and len(fetched) < MOST_PAGES:
            address = waiting.popleft()
            if address in fetched:
                continue
            answer = client.get(address)
            if answer.status_code != httpx.codes.OK:
                fetched[address] = ("", b"")
                continue
            kind = answer.headers["Content-Type"].partition(";")[0]
            fetched[address] = (_name_of(address, answer, kind), answer.content)
            if kind == "text/html":
                found = _links(answer.content, address)
                waiting.extend(link for link in found if _belongs(link, edition) and link not in fetched)
    names = {address: name for address, (name, _content) in fetched.items() if name}
    for address, (name, content) in fetched.items():
        if name:
            yield name, _still(content, address, names) if name.endswith(".html") else content


def _belongs(address: str, edition: Edition) -> bool:
    """Within the edition, in whatever language, and not among what only a server can do."""
    parts = urlsplit(address).path.split("/")
    within = len(parts) > 2 and parts[2] == edition.slug
    return within and not any(left in address for left in LEFT_OUT)


def _links(content: bytes, page: str) -> list[str]:
    """The addresses that a page leads to on this site."""
    found = []
    for element in html.fromstring(content).iter("a"):
        link = _on_site(element.get("href", ""), page)
        if link:
            found.append(link)
    return found


def _on_site(link: str, page: str) -> str:
    """The address on this site that a link of a page means, without its fragment; nothing for what is elsewhere."""
    joined = urlsplit(urldefrag(urljoin(SITE + page, link)).url)
    if joined.netloc != urlsplit(SITE).netloc or joined.scheme != "http":
        return ""
    return joined.path + (f"?{joined.query}" if joined.query else "")


def _name_of(address: str, answer: httpx.Response, kind: str) -> str:
    """A file name for an address: readable, and different for every query."""
    parts = urlsplit(address)
    base = f"pages{parts.path.rstrip('/')}"
    query = "-" + sha256(parts.query.encode()).hexdigest()[:8] if parts.query else ""
    if kind == "text/html":
        return f"{base}/index{query}.html"
    offered = answer.headers.get("Content-Disposition", "").partition('filename="')[2].rstrip('"')
    return f"{base}{query}{Path(offered).suffix or ENDINGS.get(kind, '.bin')}"


def _still(content: bytes, address: str, names: dict[str, str]) -> bytes:
    """A page without what needs a server: no scripts, no forms; links to other pages of the archive, or none."""
    page = html.fromstring(content)
    here = names[address].rpartition("/")[0]
    live = "//script | //link[@rel='modulepreload'] | //form | //link[@rel='alternate'] | //meta[@name='csrf-token']"
    for gone in page.xpath(live):
        gone.drop_tree()
    for element in page.xpath("//*[@href or @src]"):
        attribute = "href" if element.get("href") is not None else "src"
        _relink(element, attribute, address, here, names)
    still: bytes = html.tostring(page, doctype="<!doctype html>", encoding="utf-8")
    return still


def _relink(element: html.HtmlElement, attribute: str, address: str, here: str, names: dict[str, str]) -> None:
    link = element.get(attribute)
    if link.startswith(("#", "data:", "mailto:")):
        return
    if link.startswith(settings.STATIC_URL):
        element.set(attribute, relpath(link.lstrip("/"), here))
        return
    target, fragment = _on_site(link, address), urldefrag(link).fragment
    if target in names:
        element.set(attribute, relpath(names[target], here) + (f"#{fragment}" if fragment else ""))
    elif not link.startswith("http"):
        del element.attrib[attribute]


def _assets() -> Iterator[tuple[str, bytes]]:
    for name in ("vendor/bootstrap.min.css", "vendor/bootstrap.rtl.min.css", "nadwa/nadwa.css", "nadwa/icon.svg"):
        path = finders.find(name)
        assert path  # noqa: S101 - they are part of the package
        yield f"static/{name}", Path(path).read_bytes()


def _record(edition: Edition) -> Iterator[tuple[str, bytes]]:
    log = Log.objects.filter(edition=edition.slug, audience=Audience.PUBLIC).first()
    if log and log.checkpoints.exists():
        yield "record.zip", bundles.bundle(log)
        yield "nadwa_verify.py", bundles.verifier()
        yield "acts.schema.json", bundles.schema()


def _door(edition: Edition) -> bytes:
    """The first page: the edition in each language."""
    links = [
        E.LI(E.A(version["text"], href=f"pages/{language}/{edition.slug}/index.html", lang=language))
        for language, version in edition.title["versions"].items()
    ]
    head = E.HEAD(E.META(charset="utf-8"), E.TITLE(plain(edition.title, "en")))
    door: bytes = html.tostring(
        E.HTML(head, E.BODY(E.UL(*links)), lang="en"), doctype="<!doctype html>", encoding="utf-8"
    )
    return door
