"""Routes that no person reads: static files, and the probes of whoever runs the portal."""

import structlog
from litestar import MediaType, Response

from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.policy import anonymous
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import FromPath, TheSite, get
from frontdoor_portal.web.site import AnyRequest

LOG = structlog.get_logger("frontdoor_portal.web")
FOR_A_YEAR = "public, max-age=31536000, immutable"


@get("/static/{digest:str}/{name:str}", anonymous, shows_nobody("A file of the portal itself"))
def static_file(request: AnyRequest, site: TheSite, digest: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    if digest != site.static.digest or name not in site.static.files:
        raise NotFound
    file = site.static.files[name]
    headers = {"Cache-Control": FOR_A_YEAR, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.packed, media_type=file.kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(file.content, media_type=file.kind, headers=headers)


@get("/livez", anonymous, shows_nobody("Whether the process answers"))
def livez() -> Response[str]:
    """The process answers."""
    return Response("alive\n", media_type=MediaType.TEXT)


@get("/readyz", anonymous, shows_nobody("Whether the portal can work"))
def readyz(site: TheSite) -> Response[str]:
    """The portal can work. Says only how many things are missing: which ones is in the log (ASVS 13.4.5)."""
    missing = site.options.not_ready()
    if missing:
        LOG.warning("not_ready", reasons=missing)
        return Response(f"not ready: {len(missing)}\n", status_code=503, media_type=MediaType.TEXT)
    return Response("ready\n", media_type=MediaType.TEXT)


routes = (static_file, livez, readyz)
