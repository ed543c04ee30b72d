"""Forms changed by administrators: the list of versions, the editor, the preview, publishing and the report.

It may touch the use cases and the web's own parts, and shows questions as `web.drafts` does. No page of it holds a word
of a child: a preview's answers stay in the preview.
"""

from frontdoor_portal.web.form_versions import conditions, editing, listing, previewing, publishing, uploading, versions

routes = (
    *listing.routes,
    *uploading.routes,
    *versions.routes,
    *editing.routes,
    *conditions.routes,
    *previewing.routes,
    *publishing.routes,
)

__all__ = ["routes"]
